import type { OllamaChatChunk } from '@app/ollama';
import { toOpenAiError } from '../errors/to-openai-error.js';
import { type ChatCompletionWithReasoning, SYSTEM_FINGERPRINT } from './chat-completion.js';
import type { ChatCompletionContext } from './chat-completion-context.js';
import { toFinishReason } from './finish-reason.js';
import { toContentLogprobs } from './logprobs.js';
import { toToolCall } from './tool-calls.js';
import { toUsage } from './usage.js';

/**
 * A whole native answer as a chat completion.
 * @throws OpenAiError 502 for an answer that is not complete, or not what a strict schema asks for
 * @see https://platform.openai.com/docs/api-reference/chat/object
 */
export function toChatCompletion(answer: OllamaChatChunk, context: ChatCompletionContext): ChatCompletionWithReasoning {
  if (!answer.done) throw toOpenAiError({ kind: 'incomplete' });
  const { id, created, model, newToolCallId, checks } = context;
  const { content, thinking, tool_calls = [] } = answer.message;
  const finish_reason = toFinishReason(answer.done_reason, tool_calls.length > 0);
  if (checks.toolCall) tool_calls.forEach(checks.toolCall);
  if (finish_reason === 'stop') checks.content?.(content);
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    system_fingerprint: SYSTEM_FINGERPRINT,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: content === '' && tool_calls.length > 0 ? null : content,
          ...(thinking && { reasoning: thinking }),
          refusal: null,
          ...(tool_calls.length > 0 && { tool_calls: tool_calls.map((call) => toToolCall(call, newToolCallId)) }),
        },
        logprobs: toContentLogprobs(answer.logprobs, answer.message),
        finish_reason,
      },
    ],
    usage: toUsage(answer),
  };
}
