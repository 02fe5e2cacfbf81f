import type { OllamaMetrics } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';

/** Token counts. What Ollama leaves out is 0; cached tokens are told where Ollama tells them. */
export function toUsage(metrics: OllamaMetrics): CompletionUsage {
  const prompt = metrics.prompt_eval_count ?? 0;
  const completion = metrics.eval_count ?? 0;
  const cached = metrics.prompt_eval_cached_count;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
  };
}
