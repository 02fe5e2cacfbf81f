import type { OllamaChatChunk, OllamaChatEnd } from '@app/ollama';
import { toOpenAiError } from '../errors/to-openai-error.js';
import type { Reading } from '../native-chat/attempts.js';
import { notInForm } from '../structured-output/not-in-form.js';
import { callsOf } from './calls-of.js';
import type { ChatCompletionContext } from './chat-completion-context.js';
import type { ChoiceWithReasoning } from './chat-completion.js';
import { toFinishReason } from './finish-reason.js';
import { toContentLogprobs } from './logprobs.js';
import { toReasoning } from './reasoning-names.js';
import { toToolCall, type ToldCall } from './told-call.js';

/**
 * A whole native answer as a choice of a chat completion.
 * @throws OpenAiError 502 for an answer that is not complete, or not in the form that was asked for
 */
export function toChoice(
  answer: OllamaChatChunk,
  index: number,
  reading: Reading,
  context: ChatCompletionContext,
): ChoiceWithReasoning {
  if (!answer.done) throw toOpenAiError({ kind: 'incomplete' });
  const calls = callsOf(answer.message, reading, answer.done_reason === 'length', context);
  const reason = toFinishReason(answer.done_reason, calls.length > 0);
  const content = calls.length > 0 ? besideCalls(answer, reading, context) : contentOf(answer, reading, context);
  const { thinking } = answer.message;
  return {
    index,
    message: {
      role: 'assistant',
      content,
      ...(thinking && toReasoning(thinking, context.reasoningNames)),
      refusal: null,
      ...toldCalls(calls, context),
    },
    logprobs: content === null || reading === 'calls' ? null : toContentLogprobs(answer.logprobs, answer.message),
    finish_reason: reason === 'tool_calls' && context.asFunctionCall ? 'function_call' : reason,
  };
}

/** Text beside calls is no answer yet; where a form was asked for, a client would take it for one. */
function besideCalls({ message }: OllamaChatEnd, reading: Reading, { form }: ChatCompletionContext): string | null {
  return message.content === '' || reading === 'calls' || form !== undefined ? null : message.content;
}

function contentOf(
  { message: { content }, done_reason }: OllamaChatEnd,
  reading: Reading,
  { form }: ChatCompletionContext,
): string | null {
  switch (reading) {
    case 'text':
      // What was cut off says so.
      if (done_reason === 'stop') form?.check?.(content);
      return content;
    case 'held':
      if (form?.fits(content) === false) throw notInForm();
      return content;
    case 'calls':
      return null;
    default:
      return reading satisfies never;
  }
}

function toldCalls(calls: readonly ToldCall[], { asFunctionCall }: ChatCompletionContext): object {
  const [first] = calls;
  if (first === undefined) return {};
  if (asFunctionCall) return { function_call: { name: first.name, arguments: first.arguments } };
  return { tool_calls: calls.map(toToolCall) };
}
