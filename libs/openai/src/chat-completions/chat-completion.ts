import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessage } from 'openai/resources/chat/completions';
import type { FinishReason } from './finish-reason.js';
import type { Reasoning } from './reasoning-names.js';

/** A choice as the official types have it, with what the model thought. */
export type ChoiceWithReasoning = Omit<ChatCompletion.Choice, 'message'> & {
  message: ChatCompletionMessage & Reasoning;
  finish_reason: FinishReason | 'function_call';
};

/** A chat completion as the official types have it, with what the model thought. */
export type ChatCompletionWithReasoning = Omit<ChatCompletion, 'choices'> & { choices: ChoiceWithReasoning[] };

export type ChunkDelta = ChatCompletionChunk.Choice.Delta & Reasoning;

/** A chunk of a streamed chat completion as the official types have it, with what the model thought. */
export type ChunkWithReasoning = Omit<ChatCompletionChunk, 'choices'> & {
  choices: (Omit<ChatCompletionChunk.Choice, 'delta'> & { delta: ChunkDelta })[];
};

/** As Ollama's own layer answers: there is one backend configuration. */
export const SYSTEM_FINGERPRINT = 'fp_ollama';
