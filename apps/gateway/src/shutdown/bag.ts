interface Item<T> {
  value: T;
  place: number;
}

/**
 * What is there now, in no order. A Set that lives long keeps what was deleted from it alive for a while: its outgrown
 * tables grow old with it, and with each answer in them all that hangs on that. It cost a short request a fifth of its CPU.
 */
export class Bag<T> implements Iterable<T> {
  readonly #items: Item<T>[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** Returns the function that removes it again, once. */
  add(value: T): () => void {
    const item = { value, place: this.#items.length };
    this.#items.push(item);
    return () => this.#remove(item);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const { value } of this.#items) yield value;
  }

  /** The last takes its place. */
  #remove(item: Item<T>): void {
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[item.place] = last;
    last.place = item.place;
  }
}
