import type { OllamaMetrics } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';

/**
 * Token counts of one answer, or of all its choices: the prompt is counted once. What Ollama leaves out is 0; cached
 * tokens are told where Ollama tells them, reasoning tokens where every token was one.
 * @param generations what each choice cost
 * @param onlyThought all of them ended while the model was still thinking
 */
export function toUsage(generations: readonly OllamaMetrics[], onlyThought = false): CompletionUsage {
  // Older servers leave out what was cached: the choice that was evaluated first tells the whole prompt.
  let counted: OllamaMetrics | undefined;
  let completion = 0;
  for (const generation of generations) {
    if (counted === undefined || promptTokens(generation) > promptTokens(counted)) counted = generation;
    completion += generation.eval_count ?? 0;
  }
  const prompt = promptTokens(counted);
  const cached = counted?.prompt_eval_cached_count;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
    ...(onlyThought && { completion_tokens_details: { reasoning_tokens: completion } }),
  };
}

function promptTokens(generation: OllamaMetrics | undefined): number {
  return generation?.prompt_eval_count ?? 0;
}
