import { type ReasoningNames, toReasoningNames } from '../chat-completions/reasoning-names.js';
import type { CompletionRequestDto } from './completion-request.dto.js';
import type { CompletionSettings } from './completion-settings.js';
import type { Generations } from './generations.js';

/** What the answer is stamped with; ids and time come from outside. */
export interface CompletionStamp {
  /** `cmpl-` and 24 or more random characters. */
  id: string;
  /** Unix time in seconds. */
  created: number;
}

/** What one answer needs to know of its request. */
export interface CompletionContext extends CompletionStamp {
  /** As the request named it. */
  readonly model: string;
  readonly generations: Generations;
  /** The prompt comes before the completion. */
  readonly echo: boolean;
  /** Alternatives to tell of each token; undefined where no log probabilities were asked for. */
  readonly logprobs: number | undefined;
  readonly includeUsage: boolean;
  readonly reasoningNames: ReasoningNames;
}

export function toCompletionContext(
  request: CompletionRequestDto,
  generations: Generations,
  stamp: CompletionStamp,
  settings: CompletionSettings,
): CompletionContext {
  return {
    ...stamp,
    model: request.model,
    generations,
    echo: request.echo ?? false,
    logprobs: request.logprobs ?? undefined,
    includeUsage: request.stream_options?.include_usage ?? false,
    reasoningNames: toReasoningNames(settings.reasoningField),
  };
}
