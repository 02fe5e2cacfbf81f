import type { Completion, CompletionChoice } from 'openai/resources/completions';
import type { Reasoning } from '../chat-completions/reasoning-names.js';

/** Why a completion ended. */
export type CompletionFinishReason = 'stop' | 'length';

/** A choice as the official types have it, with what the model thought, for which the OpenAI API has no name. */
export type CompletionChoiceWithReasoning = CompletionChoice & Reasoning;

/** A completion as the official types have it, with reasoning. */
export type CompletionWithReasoning = Omit<Completion, 'choices'> & { choices: CompletionChoiceWithReasoning[] };

/** A choice of a streamed completion; the official types leave out that `finish_reason` is null until its end. */
export type CompletionChunkChoice = Omit<CompletionChoiceWithReasoning, 'finish_reason'> & {
  finish_reason: CompletionFinishReason | null;
};

/** A chunk of a streamed completion. */
export type CompletionChunk = Omit<Completion, 'choices' | 'usage'> & {
  choices: CompletionChunkChoice[];
  usage?: Completion['usage'] | null;
};
