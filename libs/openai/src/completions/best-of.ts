import type { OllamaGenerateEnd } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';

/**
 * The generations that are returned: those with the highest mean log probability of a token, the best first, where there
 * are more than are asked for.
 * @throws OpenAiError 400 when Ollama has not told the log probabilities
 */
export function bestOf(generations: readonly OllamaGenerateEnd[], returned: number): readonly OllamaGenerateEnd[] {
  if (returned === generations.length) return generations;
  const ranked = generations.map((generation) => ({ generation, mean: meanLogprob(generation) }));
  return ranked
    .toSorted((a, b) => b.mean - a.mean)
    .slice(0, returned)
    .map(({ generation }) => generation);
}

function meanLogprob({ logprobs = [], response, thinking }: OllamaGenerateEnd): number {
  if (logprobs.length > 0) return logprobs.reduce((sum, { logprob }) => sum + logprob, 0) / logprobs.length;
  if (!response && !thinking) return Number.NEGATIVE_INFINITY;
  throw OpenAiError.unsupportedParameter(
    'best_of',
    "'best_of' is not supported by this Ollama: it does not tell the log probabilities by which to choose.",
  );
}
