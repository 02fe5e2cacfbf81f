import type { OllamaGenerateEnd } from '@app/ollama';
import { toFinishReason } from '../chat-completions/finish-reason.js';
import type { CompletionFinishReason } from './completion.js';

/** @throws OpenAiError 502 for an answer that may not be passed off as whole */
export function toCompletionFinishReason({ done_reason }: OllamaGenerateEnd): CompletionFinishReason {
  return toFinishReason(done_reason, false) === 'length' ? 'length' : 'stop';
}
