import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessage } from 'openai/resources/chat/completions';

/** Ollama's name for what a model thinks before it answers; the OpenAI API has none. */
interface Reasoning {
  reasoning?: string;
}

/** A chat completion as the official types have it, with `reasoning`. */
export type ChatCompletionWithReasoning = Omit<ChatCompletion, 'choices'> & {
  choices: (Omit<ChatCompletion.Choice, 'message'> & { message: ChatCompletionMessage & Reasoning })[];
};

export type ChunkDelta = ChatCompletionChunk.Choice.Delta & Reasoning;

/** A chunk of a streamed chat completion as the official types have it, with `reasoning`. */
export type ChunkWithReasoning = Omit<ChatCompletionChunk, 'choices'> & {
  choices: (Omit<ChatCompletionChunk.Choice, 'delta'> & { delta: ChunkDelta })[];
};

/** As Ollama's own layer answers: there is one backend configuration. */
export const SYSTEM_FINGERPRINT = 'fp_ollama';
