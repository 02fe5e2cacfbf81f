import type { Subscriber } from 'rxjs';
import type { OllamaError } from '../errors/ollama-error.js';
import type { BodyReader } from './body-reader.js';

/** An answer that says all by its status. */
export class NothingReader implements BodyReader {
  constructor(private readonly subscriber: Subscriber<void>) {}

  read(): void {}

  end(): void {
    this.subscriber.next();
    this.subscriber.complete();
  }

  fail(error: OllamaError): void {
    this.subscriber.error(error);
  }
}
