import { OllamaError } from '../errors/ollama-error.js';

const EMPTY = Buffer.alloc(0);
const SMALLEST_CAPACITY = 1024;

/**
 * Bytes that come in pieces, up to a limit. They are copied, since thousands of tiny pieces would cost many times what
 * they hold.
 */
export class BoundedBytes {
  #bytes = EMPTY;
  #length = 0;

  constructor(private readonly limitBytes: number) {}

  get length(): number {
    return this.#length;
  }

  /**
   * Appends `bytes[start, end)`.
   *
   * @throws OllamaError of kind `line-too-long` when they pass the limit; all bytes are let go then.
   */
  append(bytes: Buffer, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.limitBytes) {
      this.take();
      throw new OllamaError({ kind: 'line-too-long', limitBytes: this.limitBytes });
    }
    if (length > this.#bytes.length) this.#grow(length);
    bytes.copy(this.#bytes, this.#length, start, end);
    this.#length = length;
  }

  /** Gives the bytes away and starts anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = EMPTY;
    this.#length = 0;
    return taken;
  }

  #grow(needed: number): void {
    const grown = Buffer.allocUnsafe(Math.max(SMALLEST_CAPACITY, needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
