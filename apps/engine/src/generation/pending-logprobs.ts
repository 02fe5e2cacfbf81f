import type { OllamaLogprob } from '@app/ollama';
import type { GeneratedToken } from './generate-tokens.js';
import type { GenerationJob } from './generation-job.js';
import { toLogprob } from './logprobs.js';

/** The logprobs of tokens whose text has not been shown yet. */
export class PendingLogprobs {
  #pending: { logprob: OllamaLogprob; length: number }[] = [];

  constructor(private readonly job: Pick<GenerationJob, 'model' | 'topLogprobs'>) {}

  /** @param text what the token added */
  add({ token, probabilities }: GeneratedToken, text: string): void {
    const { model, topLogprobs } = this.job;
    if (topLogprobs === undefined || !probabilities) return;
    this.#pending.push({ logprob: toLogprob(model, token, probabilities, topLogprobs), length: text.length });
  }

  take(): OllamaLogprob[] {
    const all = this.#pending.map(({ logprob }) => logprob);
    this.#pending = [];
    return all;
  }

  /** Those of the tokens that begin in the first `length` characters: the rest is never shown. */
  takeOf(length: number): OllamaLogprob[] {
    let position = 0;
    const shown = this.#pending.filter((token) => {
      const begins = position < length;
      position += token.length;
      return begins;
    });
    this.#pending = [];
    return shown.map(({ logprob }) => logprob);
  }
}
