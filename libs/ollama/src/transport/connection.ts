import type { Socket } from 'node:net';
import { AnswerParser } from '../http/answer-parser.js';
import { listen, type SocketListener } from './direct-reads.js';
import { Patience } from './patience.js';
import { type SendingListener, sendRequest } from './send-request.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import type { UpstreamRequest } from './upstream-request.js';

/** Who hears what becomes of a request; after `onEnd` or `onLost` nothing more. */
export interface AnswerListener {
  onHead(head: UpstreamHead): void;
  /** What one read of the socket brought of the body: to be copied by whoever keeps it, since the next read overwrites it. */
  onBody(pieces: Buffer[]): void;
  /** The answer is complete. */
  onEnd(): void;
  /** The answer will not be complete. */
  onLost(error: Error): void;
  /** Nothing has gone out or come for as long as the listener waits. */
  onSilence(): void;
}

/** Where connections are kept. */
export interface Keeper {
  /** It is free for another request. */
  keep(connection: Connection): void;
  /** It is closed. */
  forget(connection: Connection): void;
}

/** Who is at the other end: scheme, host and port, and what a request calls the host. */
export interface Peer {
  origin: string;
  host: string;
}

/** A connection to Ollama, on which one request follows the other. */
export class Connection implements SocketListener, SendingListener {
  /** When its time without a request is over, by the clock of `performance`. */
  waitsUntil = Infinity;
  readonly #parser = new AnswerParser();
  #listener: AnswerListener | undefined;
  #isSent = true;
  #isPaused = false;
  #error: Error | undefined;
  readonly #patience = new Patience(() => this.#listener?.onSilence());

  constructor(
    private readonly socket: Socket,
    private readonly peer: Peer,
    private readonly keeper: Keeper,
  ) {
    listen(socket, this);
  }

  /** How long it may be kept without a request, in milliseconds, as the server has said in its last answer. */
  get keepAliveMs(): number {
    return this.#parser.keepAliveMs;
  }

  get origin(): string {
    return this.peer.origin;
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  /** Sends a request, when nobody listens to an earlier one; one that cannot be written is lost. */
  send(request: UpstreamRequest, listener: AnswerListener): void {
    this.#isSent = false;
    this.#listener = listener;
    this.#parser.begin(request.method, listener);
    try {
      sendRequest(this.socket, request, this.peer.host, this);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  /** The listener waits so many milliseconds for more of the body, and for ever with 0. */
  wait(listener: AnswerListener, limitMs: number): void {
    if (this.#listener === listener) this.#patience.start(limitMs);
  }

  /** Reads nothing more for the listener, until it resumes. */
  pause(listener: AnswerListener): void {
    if (this.#listener !== listener) return;
    this.#isPaused = true;
    this.#patience.suspend();
    this.socket.pause();
  }

  resume(listener: AnswerListener): void {
    if (this.#listener === listener) this.#resume();
  }

  /** Breaks the listener's request off; nothing happens when it is over. */
  abort(listener: AnswerListener): void {
    if (this.#listener === listener) this.destroy();
  }

  destroy(error?: Error): void {
    this.socket.destroy(error);
  }

  /** Destroys it, and waits until it is closed. */
  close(reason: Error): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
      this.destroy(reason);
    });
  }

  /** The other side takes the request, and is not expected to answer yet. */
  onBodySent(): void {
    this.#patience.renew();
  }

  onSent(): void {
    this.#isSent = true;
  }

  onRead(bytes: Buffer, length: number): boolean {
    const listener = this.#listener;
    // Nobody has asked for it.
    if (listener === undefined) this.destroy();
    else this.#read(bytes, length, listener);
    return !this.#isPaused;
  }

  onEnd(): void {
    if (this.#parser.end()) this.#leave()?.onEnd();
    this.destroy();
  }

  onError(error: Error): void {
    this.#error = error;
  }

  onClose(): void {
    this.#patience.end();
    this.keeper.forget(this);
    this.#leave()?.onLost(this.#error ?? new Error('The other side has closed the connection.'));
  }

  #read(bytes: Buffer, length: number, listener: AnswerListener): void {
    const body: Buffer[] = [];
    let isComplete = false;
    try {
      isComplete = this.#parser.parse(bytes, length, body);
    } catch (error) {
      this.destroy(error as Error);
    }
    if (isComplete) this.#free();
    else if (body.length > 0) this.#patience.renew();
    if (body.length > 0) listener.onBody(body);
    if (isComplete) listener.onEnd();
  }

  #free(): void {
    this.#leave();
    this.#resume();
    // Who answers before it has the whole request may read the rest of it as another one.
    if (this.#isSent && this.#parser.keepsAlive && this.isOpen) this.keeper.keep(this);
    else this.destroy();
  }

  #leave(): AnswerListener | undefined {
    const listener = this.#listener;
    this.#listener = undefined;
    this.#patience.stop();
    return listener;
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#patience.resume();
    this.socket.resume();
  }
}
