import type { Subscriber } from 'rxjs';
import { OllamaError } from '../errors/ollama-error.js';
import { NdjsonDecoder } from '../ndjson/ndjson-decoder.js';
import type { ReadToken } from '../ndjson/token-line.js';
import type { BodyReader } from './body-reader.js';
import type { ToChunk } from './chunks.js';
import { jsonObject } from './json-object.js';

/** How the lines of an answer are read. */
export interface ChunkForm<Chunk> {
  /** Makes of a token's line what `toChunk` makes of it: it is not asked again. */
  readToken: ReadToken<Chunk & { done: false }>;
  toChunk: ToChunk<Chunk>;
}

/** A streamed answer: emits the chunks of each read together, and completes only after one that says `done`. */
export class ChunkReader<Chunk extends { done: boolean }> implements BodyReader {
  readonly #decoder: NdjsonDecoder<Chunk>;
  #done = false;

  constructor(
    maxLineBytes: number,
    private readonly form: ChunkForm<Chunk>,
    private readonly subscriber: Subscriber<Chunk[]>,
  ) {
    this.#decoder = new NdjsonDecoder(maxLineBytes, form.readToken);
  }

  read(parts: readonly Buffer[]): void {
    // The answer is whole: whatever else comes is not waited for.
    if (this.#done) return this.subscriber.complete();
    const only = parts.length === 1 ? parts[0] : undefined;
    const token = only && this.#decoder.token(only);
    if (token !== undefined) this.subscriber.next([token]);
    else if (only !== undefined) this.#readLines((lines) => this.#decoder.decodeLines(only, lines));
    else this.#readLines((lines) => parts.forEach((part) => this.#decoder.decode(part, lines)));
  }

  end(): void {
    if (!this.#done) this.#readLines((lines) => this.#decoder.end(lines));
    if (this.#done) this.subscriber.complete();
    else this.subscriber.error(new OllamaError({ kind: 'incomplete' }));
  }

  /** An answer that is whole does not suffer from what happens to its connection afterwards. */
  fail(error: OllamaError): void {
    if (this.#done) this.subscriber.complete();
    else this.subscriber.error(error);
  }

  #readLines(decode: (lines: unknown[]) => void): void {
    const lines: unknown[] = [];
    let failure: unknown;
    try {
      decode(lines);
    } catch (error) {
      failure = error;
    }
    this.#deliver(lines, failure);
  }

  /**
   * Emits all chunks up to the last, or up to the first line that is wrong, and ends there.
   *
   * @param brokenOff why no more lines came, where that is wrong
   */
  #deliver(lines: readonly unknown[], brokenOff: unknown): void {
    const chunks: Chunk[] = [];
    let failure = brokenOff;
    try {
      for (const line of lines) {
        const chunk = this.form.toChunk(jsonObject(line));
        chunks.push(chunk);
        if (chunk.done) {
          this.#done = true;
          break;
        }
      }
    } catch (error) {
      failure = error;
    }
    if (chunks.length > 0) this.subscriber.next(chunks);
    if (this.#done && (failure || chunks.length < lines.length)) this.subscriber.complete();
    else if (failure) this.subscriber.error(failure);
  }
}
