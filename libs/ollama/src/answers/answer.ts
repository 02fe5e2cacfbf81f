import { Observable, type Observer, type Subscriber } from 'rxjs';
import type { OllamaError } from '../errors/ollama-error.js';
import type { UpstreamHead } from '../transport/upstream-request.js';
import type { BodyReader } from './body-reader.js';
import { StatusReader } from './status-reader.js';

/** Makes the reader of a body that came with a status of 2xx. */
export type CreateReader<T> = (subscriber: Subscriber<T>) => BodyReader;

/** Sends a request whose head and body go to these; returns the function that breaks it off. */
export type Send = (onHead: (head: UpstreamHead) => void, body: Observer<Buffer[]>) => () => void;

/**
 * Reads what `send` brings with the reader that `createReader` makes.
 *
 * @returns a cold Observable that fails with an OllamaError only; of kind `status` for a status other than 2xx
 */
export function readAnswer<T>(send: Send, createReader: CreateReader<T>): Observable<T> {
  return new Observable((subscriber) => {
    const answer = new Answer(subscriber, createReader);
    return send((head) => answer.begin(head), answer);
  });
}

class Answer<T> implements Observer<Buffer[]> {
  #reader: BodyReader | undefined;

  constructor(
    private readonly subscriber: Subscriber<T>,
    private readonly createReader: CreateReader<T>,
  ) {}

  begin(head: UpstreamHead): void {
    const isSuccess = head.status >= 200 && head.status < 300;
    this.#reader = isSuccess ? this.createReader(this.subscriber) : new StatusReader(head, this.subscriber);
  }

  next(parts: Buffer[]): void {
    this.#reader?.read(parts);
  }

  complete(): void {
    this.#reader?.end();
  }

  error(error: OllamaError): void {
    if (this.#reader) this.#reader.fail(error);
    else this.subscriber.error(error);
  }
}
