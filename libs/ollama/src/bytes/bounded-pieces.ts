import { OllamaError } from '../errors/ollama-error.js';
import { BoundedBytes } from './bounded-bytes.js';

const SMALLEST_KEPT = 16 * 1024;

/** The bytes of all pieces; of one, itself. */
export function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only ? only : Buffer.concat(pieces);
}

/**
 * Megabytes that come in pieces, up to a limit, and stay in pieces: what is allocated beside V8's heap, to grow or to
 * join, is page faults first and a reason to collect the whole heap later, two thirds of the CPU of embeddings.
 */
export class BoundedPieces {
  readonly #pieces: Buffer[] = [];
  /** Small pieces, of which there may be millions. */
  readonly #small: BoundedBytes;
  #length = 0;

  constructor(private readonly limitBytes: number) {
    this.#small = new BoundedBytes(limitBytes);
  }

  /**
   * Appends a copy of a piece.
   *
   * @throws OllamaError of kind `line-too-long` when they pass the limit
   */
  append(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.limitBytes) {
      throw new OllamaError({ kind: 'line-too-long', limitBytes: this.limitBytes });
    }
    // Most answers have one piece.
    const isFirst = this.#length === piece.length;
    if (piece.length < SMALLEST_KEPT && !isFirst) return this.#small.append(piece, 0, piece.length);
    this.#keepSmall();
    this.#pieces.push(Buffer.from(piece));
  }

  /** Gives the pieces away, in their order; nothing is to be appended afterwards. */
  take(): readonly Buffer[] {
    this.#keepSmall();
    return this.#pieces;
  }

  #keepSmall(): void {
    if (this.#small.length > 0) this.#pieces.push(this.#small.take());
  }
}
