import { Observable, type Observer, type Subscriber } from 'rxjs';
import { OllamaError } from '../errors/ollama-error.js';
import { retryDelayMs } from '../retries/retry-delay.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import type { BodyReader } from './body-reader.js';
import { StatusReader } from './status-reader.js';

/** Makes the reader of a body that came with a status of 2xx. */
export type CreateReader<T> = (subscriber: Subscriber<T>) => BodyReader;

/** Sends a request whose head and body go to these; returns the function that breaks it off. */
export type Send = (onHead: (head: UpstreamHead) => void, body: Observer<Buffer[]>) => () => void;

/**
 * Reads what `send` brings with the reader that `createReader` makes.
 *
 * @param retries how often to send it again where nothing was generated
 * @returns a cold Observable that fails with an OllamaError only; of kind `status` for a status other than 2xx
 */
export function readAnswer<T>(send: Send, createReader: CreateReader<T>, retries = 0): Observable<T> {
  return new Observable((subscriber) => {
    const answer = new Answer(send, createReader, retries, subscriber);
    answer.ask();
    return () => answer.leave();
  });
}

class Answer<T> implements Observer<Buffer[]> {
  #reader: BodyReader | undefined;
  #attempts = 0;
  #breakOff: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly send: Send,
    private readonly createReader: CreateReader<T>,
    private readonly retries: number,
    private readonly subscriber: Subscriber<T>,
  ) {}

  ask(): void {
    this.#attempts++;
    this.#reader = undefined;
    try {
      this.#breakOff = this.send((head) => this.#begin(head), this);
      if (this.subscriber.closed) this.#breakOff();
    } catch (error) {
      // There is nobody to send it to yet.
      if (error instanceof OllamaError) this.error(error);
      else this.subscriber.error(error);
    }
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#breakOff?.();
  }

  next(parts: Buffer[]): void {
    this.#reader?.read(parts);
  }

  complete(): void {
    this.#reader?.end();
  }

  error(error: OllamaError): void {
    if (this.#reader) this.#reader.fail(error);
    else this.#unanswered(error);
  }

  #begin(head: UpstreamHead): void {
    const isSuccess = head.status >= 200 && head.status < 300;
    this.#reader = isSuccess
      ? this.createReader(this.subscriber)
      : new StatusReader(head, (error) => this.#unanswered(error));
  }

  #unanswered(error: OllamaError): void {
    const delayMs = this.#attempts > this.retries ? undefined : retryDelayMs(error, this.#attempts);
    if (delayMs === undefined) return this.subscriber.error(error);
    this.#breakOff?.();
    this.#timer = setTimeout(() => this.ask(), delayMs);
  }
}
