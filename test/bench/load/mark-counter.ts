/** Counts how often a text stands in bytes that come in pieces. */
export class MarkCounter {
  count = 0;
  readonly #mark: Buffer;
  #tail: Buffer = Buffer.alloc(0);

  constructor(mark: string) {
    this.#mark = Buffer.from(mark);
  }

  read(bytes: Buffer): void {
    const reach = this.#mark.length - 1;
    if (this.#tail.length > 0) this.#countIn(Buffer.concat([this.#tail, bytes.subarray(0, reach)]));
    this.#countIn(bytes);
    this.#tail = bytes.length >= reach ? bytes.subarray(-reach) : Buffer.concat([this.#tail, bytes]).subarray(-reach);
  }

  #countIn(bytes: Buffer): void {
    for (let at = bytes.indexOf(this.#mark); at !== -1; at = bytes.indexOf(this.#mark, at + this.#mark.length)) {
      this.count++;
    }
  }
}
