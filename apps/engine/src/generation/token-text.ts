import type { LlamaModel, Token } from 'node-llama-cpp';

const UNFINISHED = '\uFFFD';
// No character has more bytes, and no byte less than a token.
const MOST_TOKENS_OF_A_CHARACTER = 4;

/** Text from tokens: a character whose bytes are in several tokens comes with the last of them. */
export class TokenText {
  #pending: Token[] = [];
  #last: Token[] = [];

  constructor(private readonly model: Pick<LlamaModel, 'detokenize'>) {}

  push(token: Token): string {
    this.#pending.push(token);
    const text = this.model.detokenize(this.#pending, true, this.#last);
    if (text.endsWith(UNFINISHED) && this.#pending.length < MOST_TOKENS_OF_A_CHARACTER) return '';
    return this.take(text);
  }

  flush(): string {
    return this.#pending.length > 0 ? this.take(this.model.detokenize(this.#pending, true, this.#last)) : '';
  }

  private take(text: string): string {
    this.#last = this.#pending;
    this.#pending = [];
    return text;
  }
}
