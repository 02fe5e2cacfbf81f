/** The text of a token, or its bytes where they are a part of a character. */
type Token = string | readonly number[];

/**
 * What each token stands for. The tokenizer's own decoder keeps the bytes of an unfinished character for its next call,
 * which is another client's, and takes quadratic time for many of them.
 */
export class Vocabulary {
  readonly #special: ReadonlyMap<number, string>;

  /**
   * @param tokens by their ids
   * @param special ids by their texts
   */
  constructor(
    private readonly tokens: readonly Token[],
    special: ReadonlyMap<string, number>,
  ) {
    this.#special = new Map([...special].map(([text, id]) => [id, text]));
  }

  /** Undefined where an id is none of this vocabulary. */
  decode(ids: readonly number[]): string | undefined {
    let text = '';
    let bytes: number[] = [];
    for (const id of ids) {
      const token = this.tokens[id] ?? this.#special.get(id);
      if (token === undefined) return undefined;
      if (typeof token !== 'string') {
        bytes.push(...token);
        continue;
      }
      if (bytes.length > 0) {
        text += toText(bytes);
        bytes = [];
      }
      text += token;
    }
    return text + toText(bytes);
  }
}

function toText(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString();
}
