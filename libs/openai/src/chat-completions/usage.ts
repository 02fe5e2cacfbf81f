import type { OllamaMetrics } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';

/** What one generation cost. */
export interface Generation extends OllamaMetrics {
  /** It ended while the model was still thinking. */
  readonly onlyThought?: boolean;
}

/**
 * Token counts of one answer, or of all its choices: the prompt is counted once. What Ollama leaves out is 0; cached
 * tokens are told where Ollama tells them, reasoning tokens where every token was one.
 */
export function toUsage(...choices: readonly Generation[]): CompletionUsage {
  // Older servers leave out what was cached: the choice that was evaluated first tells the whole prompt.
  const counted = choices.toSorted((a, b) => (b.prompt_eval_count ?? 0) - (a.prompt_eval_count ?? 0))[0];
  const prompt = counted?.prompt_eval_count ?? 0;
  const completion = choices.reduce((sum, { eval_count }) => sum + (eval_count ?? 0), 0);
  const cached = counted?.prompt_eval_cached_count;
  const onlyThought = choices.length > 0 && choices.every((choice) => choice.onlyThought);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
    ...(onlyThought && { completion_tokens_details: { reasoning_tokens: completion } }),
  };
}
