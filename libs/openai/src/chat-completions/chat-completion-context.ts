import type { ChatPlan } from '../native-chat/chat-plan.js';
import type { AnswerForm } from '../structured-output/answer-form.js';
import { CallChecks } from '../tool-calls/call-checks.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { type ReasoningNames, toReasoningNames } from './reasoning-names.js';
import { usesFunctionCall } from './to-tool-selection.js';

/** What the answer is stamped with; ids and time come from outside. */
export interface ChatCompletionStamp {
  /** `chatcmpl-` and 24 or more random characters. */
  id: string;
  /** Unix time in seconds. */
  created: number;
  /** An id for a tool call that Ollama gave none. */
  newToolCallId: () => string;
}

/** What one answer needs to know of its request. */
export interface ChatCompletionContext extends ChatCompletionStamp {
  /** As the request named it. */
  readonly model: string;
  readonly includeUsage: boolean;
  /** Log probabilities were asked for. */
  readonly logprobs: boolean;
  readonly form: AnswerForm | undefined;
  readonly checks: CallChecks;
  /** More than one call may be told. */
  readonly parallel: boolean;
  /** The older `function_call` in place of `tool_calls`. */
  readonly asFunctionCall: boolean;
  readonly reasoningNames: ReasoningNames;
}

/** @throws OpenAiError 400 for a function's schema that cannot be enforced */
export function toChatCompletionContext(
  request: ChatCompletionRequestDto,
  plan: ChatPlan,
  stamp: ChatCompletionStamp,
  settings: TranslationSettings,
): ChatCompletionContext {
  return {
    ...stamp,
    model: request.model,
    includeUsage: request.stream_options?.include_usage ?? false,
    logprobs: request.logprobs ?? false,
    form: plan.form,
    checks: new CallChecks(plan.selection),
    parallel: plan.selection.parallel,
    asFunctionCall: usesFunctionCall(request),
    reasoningNames: toReasoningNames(settings.reasoningField),
  };
}
