import type { OllamaLogprob, OllamaTokenLogprob } from '@app/ollama';
import type { CompletionChoice } from 'openai/resources/completions';

type Logprobs = CompletionChoice.Logprobs;

const PAIRS = /[\u{10000}-\u{10FFFF}]/gu;

/** Log probabilities in the older form of the OpenAI API; offsets go on from one chunk of a stream to the next. */
export class CompletionLogprobs {
  // Tokens may be parts of characters.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #offset: number;

  /**
   * @param prompt from whose beginning offsets count, also where it is not echoed
   * @param alternatives to tell of each token, besides the token itself
   */
  constructor(
    prompt: string,
    private readonly alternatives: number,
  ) {
    this.#offset = lengthOf(prompt);
  }

  next(logprobs: readonly OllamaLogprob[]): Logprobs {
    return {
      tokens: logprobs.map(toTokenName),
      token_logprobs: logprobs.map(({ logprob }) => logprob),
      top_logprobs: logprobs.map((token) => this.#alternativesOf(token)),
      text_offset: logprobs.map((token) => this.#advance(token)),
    };
  }

  /** The most likely tokens, and the token itself also where it is none of them. */
  #alternativesOf(token: OllamaLogprob): Record<string, number> {
    const told = new Map<string, number>();
    for (const each of [...(token.top_logprobs ?? []).slice(0, this.alternatives), token]) {
      const name = toTokenName(each);
      if (!told.has(name)) told.set(name, each.logprob);
    }
    return Object.fromEntries(told);
  }

  #advance({ token, bytes }: OllamaTokenLogprob): number {
    const offset = this.#offset;
    this.#offset += lengthOf(bytes ? this.#decoder.decode(Uint8Array.from(bytes), { stream: true }) : token);
    return offset;
  }
}

/** The text of a token, or as OpenAI writes the bytes of one that is no text: `bytes:\xf0\x9f`. */
function toTokenName({ token, bytes }: OllamaTokenLogprob): string {
  if (!bytes || isText(bytes)) return token;
  return `bytes:${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}`;
}

function isText(bytes: readonly number[]): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

/** In characters, as OpenAI counts: not in units of UTF-16. Prompts are long, and few characters have two of those. */
function lengthOf(text: string): number {
  return text.length - (text.match(PAIRS)?.length ?? 0);
}
