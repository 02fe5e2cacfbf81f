import { type AnswerChecks, toAnswerChecks } from './answer-checks.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

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
  model: string;
  includeUsage: boolean;
  checks: AnswerChecks;
}

/** @throws OpenAiError 400 for a strict schema that cannot be enforced */
export function toChatCompletionContext(
  request: ChatCompletionRequestDto,
  stamp: ChatCompletionStamp,
): ChatCompletionContext {
  return {
    ...stamp,
    model: request.model,
    includeUsage: request.stream_options?.include_usage ?? false,
    checks: toAnswerChecks(request),
  };
}
