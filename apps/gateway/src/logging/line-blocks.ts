/** Takes bytes, and may write them when it likes: they are its own. */
export interface Sink {
  write(bytes: Buffer): unknown;
}

const MOST_BYTES_OF_A_CHARACTER = 3;

/**
 * Gathers lines, and hands them on together: each write takes a thread of the pool. The bytes of a line are written at
 * once: to join texts, to measure them and to encode them later was most of what a line cost.
 */
export class LineBlocks {
  readonly #block: Buffer;
  #length = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param blockBytes how much is handed on together
   * @param longestWaitMs how long a line may wait for others
   */
  constructor(
    private readonly sink: Sink,
    private readonly blockBytes: number,
    private readonly longestWaitMs: number,
  ) {
    this.#block = Buffer.allocUnsafeSlow(blockBytes);
  }

  write(line: string): void {
    const mostBytes = line.length * MOST_BYTES_OF_A_CHARACTER;
    if (this.#length + mostBytes > this.blockBytes) this.flush();
    if (mostBytes > this.blockBytes) this.sink.write(Buffer.from(line));
    else this.#append(line);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    // A copy, and not in Node's pool: lines that nobody takes off the sink's hands hold no memory but their own.
    const lines = Buffer.allocUnsafeSlow(this.#length);
    this.#block.copy(lines);
    this.#length = 0;
    this.sink.write(lines);
  }

  #append(line: string): void {
    this.#length += this.#block.write(line, this.#length);
    this.#timer ??= setTimeout(() => this.flush(), this.longestWaitMs).unref();
  }
}
