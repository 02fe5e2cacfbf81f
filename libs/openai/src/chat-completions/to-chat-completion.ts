import type { OllamaMetrics } from '@app/ollama';
import type { ChatCompletionContext } from './chat-completion-context.js';
import { type ChatCompletionWithReasoning, type ChoiceWithReasoning, SYSTEM_FINGERPRINT } from './chat-completion.js';
import { toUsage } from './usage.js';

/**
 * Choices as a whole chat completion.
 * @param generations what each of them cost
 * @see https://platform.openai.com/docs/api-reference/chat/object
 */
export function toChatCompletion(
  choices: ChoiceWithReasoning[],
  generations: readonly OllamaMetrics[],
  { id, created, model }: ChatCompletionContext,
): ChatCompletionWithReasoning {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    system_fingerprint: SYSTEM_FINGERPRINT,
    choices,
    usage: toUsage(generations, choices.every(isOnlyThought)),
  };
}

function isOnlyThought({ finish_reason, message }: ChoiceWithReasoning): boolean {
  if (finish_reason !== 'length') return false;
  const { content, tool_calls, function_call, reasoning, reasoning_content } = message;
  return !content && !tool_calls && !function_call && !!(reasoning ?? reasoning_content);
}
