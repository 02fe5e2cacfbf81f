/** Milliseconds that something took, again and again. */
export class Times {
  readonly #milliseconds: number[] = [];

  add(milliseconds: number): void {
    this.#milliseconds.push(milliseconds);
  }

  get count(): number {
    return this.#milliseconds.length;
  }

  /** The value below which this part of them lies, rounded. */
  part(part: number): number {
    const sorted = this.#milliseconds.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN);
  }
}
