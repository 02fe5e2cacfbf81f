import type { Observer } from 'rxjs';
import { type Dispatcher, errors } from 'undici';
import { OllamaError } from '../errors/ollama-error.js';
import type { Pausable } from '../flow-control.js';
import type { OllamaLimits } from '../ollama-limits.js';
import { failureOf } from './failure-of.js';
import { Patience } from './patience.js';
import type { UpstreamHead } from './upstream-request.js';

interface ExchangeContext {
  origin: string;
  limits: OllamaLimits;
  onHead: (head: UpstreamHead) => void;
}

const FIRST_FINAL_STATUS = 200;

/**
 * One request and its answer: takes undici's callbacks and gives the bytes of the answer's body to an observer.
 *
 * undici calls back for every HTTP chunk, and an Ollama that is fast sends many in one packet: those of one read of the
 * socket are collected, and emitted together when the read is over.
 */
export class Exchange implements Dispatcher.DispatchHandler, Pausable {
  #controller: Dispatcher.DispatchController | undefined;
  #parts: Buffer[] = [];
  #paused = false;
  #answering = false;
  #bodyBegun = false;
  #over = false;
  readonly #patience = new Patience(() => this.#silence());

  constructor(
    private readonly observer: Observer<Buffer[]>,
    private readonly context: ExchangeContext,
  ) {}

  pause(): void {
    this.#paused = true;
    this.#patience.suspend();
    this.#controller?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#patience.resume();
    this.#controller?.resume();
  }

  /** Breaks the request off, wherever it is; nothing happens when it is over. */
  cancel(): void {
    if (this.#over) return;
    this.#finish();
    this.#controller?.abort(new errors.RequestAbortedError());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) return controller.abort(new errors.RequestAbortedError());
    if (this.#paused) controller.pause();
    this.#patience.start(this.context.limits.firstByteTimeoutMs);
  }

  /** A part of the request's body went out: Ollama takes it, and is not expected to answer yet. */
  onBodySent(): void {
    this.#patience.renew();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: UpstreamHead['headers']): void {
    if (this.#over || status < FIRST_FINAL_STATUS) return;
    this.#answering = true;
    this.context.onHead({ status, headers });
  }

  onResponseData(_controller: Dispatcher.DispatchController, part: Buffer): void {
    if (this.#over) return;
    if (!this.#bodyBegun) this.#beginBody();
    if (this.#parts.push(part) > 1) return;
    this.#patience.renew();
    queueMicrotask(this.#emit);
  }

  onResponseEnd(): void {
    this.#emit();
    if (this.#over) return;
    this.#finish();
    this.observer.complete();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#emit();
    if (this.#over) return;
    this.#finish();
    const { origin, limits } = this.context;
    const failure = failureOf(error, {
      origin,
      connectTimeoutMs: limits.connectTimeoutMs,
      connected: this.#controller !== undefined,
      answering: this.#answering,
    });
    this.observer.error(new OllamaError(failure, { cause: error }));
  }

  readonly #emit = (): void => {
    if (this.#over || this.#parts.length === 0) return;
    const parts = this.#parts;
    this.#parts = [];
    this.observer.next(parts);
  };

  #beginBody(): void {
    this.#bodyBegun = true;
    this.#patience.start(this.context.limits.chunkTimeoutMs);
  }

  #silence(): void {
    const { firstByteTimeoutMs, chunkTimeoutMs } = this.context.limits;
    const error = new OllamaError(
      this.#bodyBegun
        ? { kind: 'timeout', phase: 'next-chunk', limitMs: chunkTimeoutMs }
        : { kind: 'timeout', phase: 'first-byte', limitMs: firstByteTimeoutMs },
    );
    this.cancel();
    this.observer.error(error);
  }

  #finish(): void {
    this.#over = true;
    this.#parts = [];
    this.#patience.stop();
  }
}
