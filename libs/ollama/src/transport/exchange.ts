import { Readable } from 'node:stream';
import type { Observer } from 'rxjs';
import { OllamaError } from '../errors/ollama-error.js';
import type { Pausable } from '../flow-control.js';
import type { OllamaLimits } from '../ollama-limits.js';
import type { AnswerListener, Connection } from './connection.js';
import type { Connecting } from './connection-pool.js';
import { failureOf } from './failure-of.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import type { UpstreamRequest } from './upstream-request.js';

interface ExchangeContext {
  origin: string;
  limits: OllamaLimits;
}

/** One request and its answer: gives what each read of the socket brings of the answer's body to an observer. */
export class Exchange implements AnswerListener, Connecting, Pausable {
  #connection: Connection | undefined;
  #isPaused = false;
  #isAnswering = false;
  #bodyBegun = false;
  #isOver = false;

  constructor(
    private readonly request: UpstreamRequest,
    private readonly observer: Observer<Buffer[]>,
    private readonly context: ExchangeContext,
  ) {}

  pause(): void {
    if (this.#isOver) return;
    this.#isPaused = true;
    this.#connection?.pause(this);
  }

  resume(): void {
    if (this.#isOver) return;
    this.#isPaused = false;
    this.#connection?.resume(this);
  }

  /** Breaks the request off, wherever it is; nothing happens when it is over. */
  cancel(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#connection?.abort(this);
  }

  onConnected(connection: Connection): void {
    if (this.#isOver) return connection.destroy();
    this.#connection = connection;
    connection.send(this.request, this);
    if (this.#isPaused) connection.pause(this);
    connection.wait(this, this.context.limits.firstByteTimeoutMs);
  }

  onHead(head: UpstreamHead): void {
    if (this.#isOver) return;
    this.#isAnswering = true;
    this.request.onHead(head);
  }

  onBody(pieces: Buffer[]): void {
    if (this.#isOver) return;
    if (!this.#bodyBegun) this.#beginBody();
    this.observer.next(pieces);
  }

  onEnd(): void {
    if (this.#isOver) return;
    this.#finish();
    this.observer.complete();
  }

  onLost(error: Error): void {
    if (this.#isOver) return;
    this.#finish();
    const { origin, limits } = this.context;
    const failure = failureOf(error, {
      origin,
      connectTimeoutMs: limits.connectTimeoutMs,
      connected: this.#connection !== undefined,
      answering: this.#isAnswering,
    });
    this.observer.error(new OllamaError(failure, { cause: error }));
  }

  onSilence(): void {
    if (this.#isOver) return;
    const { firstByteTimeoutMs, chunkTimeoutMs } = this.context.limits;
    const error = new OllamaError(
      this.#bodyBegun
        ? { kind: 'timeout', phase: 'next-chunk', limitMs: chunkTimeoutMs }
        : { kind: 'timeout', phase: 'first-byte', limitMs: firstByteTimeoutMs },
    );
    this.cancel();
    this.observer.error(error);
  }

  #beginBody(): void {
    this.#bodyBegun = true;
    this.#connection?.wait(this, this.context.limits.chunkTimeoutMs);
  }

  #finish(): void {
    this.#isOver = true;
    const { body } = this.request;
    // Also one that no connection has got.
    if (body instanceof Readable) body.destroy();
  }
}
