import type { Subscriber } from 'rxjs';
import { BoundedPieces } from '../bytes/bounded-pieces.js';
import type { OllamaError } from '../errors/ollama-error.js';
import type { BodyReader } from './body-reader.js';

/** Embeddings of a large batch are tens of megabytes of digits. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** An answer that is taken whole. */
export class BytesReader<T> implements BodyReader {
  readonly #body = new BoundedPieces(MAX_BODY_BYTES);

  /** @param toValue what the bytes, in pieces that follow each other, are emitted as; it may throw */
  constructor(
    private readonly toValue: (pieces: readonly Buffer[]) => T,
    private readonly subscriber: Subscriber<T>,
  ) {}

  read(parts: readonly Buffer[]): void {
    try {
      for (const part of parts) this.#body.append(part);
    } catch (error) {
      this.subscriber.error(error);
    }
  }

  end(): void {
    try {
      this.subscriber.next(this.toValue(this.#body.take()));
    } catch (error) {
      return this.subscriber.error(error);
    }
    this.subscriber.complete();
  }

  fail(error: OllamaError): void {
    this.subscriber.error(error);
  }
}
