/** What may be shown of a text that stops at certain texts. */
export interface Shown {
  text: string;
  stopped: boolean;
}

/**
 * Finds stop texts in a text that comes in pieces, wherever the pieces are cut. What may be the beginning of a stop text
 * is held back until it is clear.
 */
export class StopTexts {
  #held = '';

  constructor(private readonly stops: readonly string[]) {}

  push(piece: string): Shown {
    const text = this.#held + piece;
    const end = this.firstStop(text);
    if (end !== undefined) {
      this.#held = '';
      return { text: text.slice(0, end), stopped: true };
    }
    const held = heldBack(text, this.stops);
    this.#held = text.slice(text.length - held);
    return { text: text.slice(0, text.length - held), stopped: false };
  }

  /** What was held back when the text is over. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }

  private firstStop(text: string): number | undefined {
    const ends = this.stops.filter((stop) => stop !== '').map((stop) => text.indexOf(stop));
    const found = ends.filter((index) => index >= 0);
    return found.length > 0 ? Math.min(...found) : undefined;
  }
}

/** The length of the longest end of a text that one of the marks begins with. */
export function heldBack(text: string, marks: readonly string[]): number {
  const longest = Math.min(text.length, Math.max(0, ...marks.map((mark) => mark.length - 1)));
  for (let length = longest; length > 0; length--) {
    const end = text.slice(-length);
    if (marks.some((mark) => mark.length > length && mark.startsWith(end))) return length;
  }
  return 0;
}
