import { OpenAiError } from './openai-error.js';

export const CONTEXT_LENGTH_EXCEEDED = 'context_length_exceeded';

interface TokenCounts {
  prompt?: number;
  context?: number;
}

/**
 * 400: the prompt is longer than the model's context; with both lengths where they are known.
 * @param message Ollama's own text, which may have them
 * @param param the field of the request that holds the prompt
 * @param loaded the context with which the model is in memory
 */
export function contextLengthExceeded(message: string, param: string, loaded?: number): OpenAiError {
  const counts = countsIn(message);
  return OpenAiError.invalidRequest({
    message: explain(message, { ...counts, context: counts.context ?? loaded }),
    param,
    code: CONTEXT_LENGTH_EXCEEDED,
  });
}

/** Whether Ollama's text says how long the context is. */
export function tellsContextLength(message: string): boolean {
  return countsIn(message).context !== undefined;
}

function explain(message: string, { prompt, context }: TokenCounts): string {
  if (context === undefined) return message;
  const limit = `This model's maximum context length is ${context} tokens`;
  return prompt === undefined
    ? `${limit}, and the prompt is longer.`
    : `${limit}, but the prompt has ${prompt} tokens.`;
}

function countsIn(message: string): TokenCounts {
  const [, prompt, context] = /\((\d+) tokens?\).*?\((\d+) tokens?\)/.exec(message) ?? [];
  return {
    prompt: toCount(prompt ?? /"n_prompt_tokens": ?(\d+)/.exec(message)?.[1]),
    context: toCount(context ?? /"n_ctx": ?(\d+)/.exec(message)?.[1]),
  };
}

function toCount(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
