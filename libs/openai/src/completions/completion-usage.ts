import type { OllamaMetrics } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import { toUsage } from '../chat-completions/usage.js';
import type { Generations } from './generations.js';

/** Token counts of all generations, those that are not returned too; each prompt is counted once. */
export function toCompletionUsage(
  metrics: readonly OllamaMetrics[],
  { prompts, candidates }: Generations,
): CompletionUsage {
  return prompts.map((_, prompt) => toUsage(metrics.slice(prompt * candidates, (prompt + 1) * candidates))).reduce(add);
}

function add(a: CompletionUsage, b: CompletionUsage): CompletionUsage {
  const cached = [a, b].flatMap(({ prompt_tokens_details }) => prompt_tokens_details?.cached_tokens ?? []);
  return {
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
    ...(cached.length > 0 && { prompt_tokens_details: { cached_tokens: cached.reduce((sum, count) => sum + count) } }),
  };
}
