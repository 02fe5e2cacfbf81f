import type { Subscriber } from 'rxjs';
import { BoundedBytes } from '../bytes/bounded-bytes.js';
import { parseJson } from '../bytes/parse-json.js';
import type { OllamaError } from '../errors/ollama-error.js';
import type { BodyReader } from './body-reader.js';
import { type JsonObject, jsonObject } from './json-object.js';

/** Embeddings of a large batch are tens of megabytes of digits. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** An answer that is one JSON object. */
export class JsonReader implements BodyReader {
  readonly #body = new BoundedBytes(MAX_BODY_BYTES);

  constructor(private readonly subscriber: Subscriber<JsonObject>) {}

  read(parts: readonly Buffer[]): void {
    try {
      for (const part of parts) this.#body.append(part, 0, part.length);
    } catch (error) {
      this.subscriber.error(error);
    }
  }

  end(): void {
    try {
      this.subscriber.next(jsonObject(parseJson(this.#body.take())));
    } catch (error) {
      return this.subscriber.error(error);
    }
    this.subscriber.complete();
  }

  fail(error: OllamaError): void {
    this.subscriber.error(error);
  }
}
