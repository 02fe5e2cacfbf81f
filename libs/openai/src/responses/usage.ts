import type { OllamaMetrics } from '@app/ollama';
import type { ResponseUsage } from 'openai/resources/responses/responses';

/**
 * Token counts. What Ollama does not tell is 0: how many tokens were thought is known only where every one was.
 * @param onlyThought the answer ended while the model was still thinking
 */
export function toResponseUsage(metrics: OllamaMetrics, onlyThought: boolean): ResponseUsage {
  const input = metrics.prompt_eval_count ?? 0;
  const output = metrics.eval_count ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: metrics.prompt_eval_cached_count ?? 0, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: onlyThought ? output : 0 },
    total_tokens: input + output,
  };
}
