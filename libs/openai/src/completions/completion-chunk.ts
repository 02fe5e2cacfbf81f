import { SYSTEM_FINGERPRINT } from '../chat-completions/chat-completion.js';
import type { CompletionContext } from './completion-context.js';
import type { CompletionChunk } from './completion.js';

/** A chunk of a streamed completion; all of them have the same id and time. */
export function toCompletionChunk(
  choices: CompletionChunk['choices'],
  { id, created, model, includeUsage }: CompletionContext,
): CompletionChunk {
  return {
    id,
    object: 'text_completion',
    created,
    model,
    system_fingerprint: SYSTEM_FINGERPRINT,
    choices,
    ...(includeUsage && { usage: null }),
  };
}
