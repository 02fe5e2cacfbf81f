import type { OllamaLogprob, OllamaTokenLogprob } from '@app/ollama';
import type { ChatCompletion, ChatCompletionTokenLogprob } from 'openai/resources/chat/completions';

export type ChoiceLogprobs = ChatCompletion.Choice.Logprobs;

export function toChoiceLogprobs(logprobs: readonly OllamaLogprob[]): ChoiceLogprobs {
  return { content: logprobs.map(toTokenLogprob), refusal: null };
}

/**
 * The log probabilities of the content in a whole answer, in which Ollama counts the thinking's tokens too. Null when
 * the content's tokens cannot be told from them.
 */
export function toContentLogprobs(
  logprobs: readonly OllamaLogprob[] | undefined,
  message: { content: string; thinking?: string },
): ChoiceLogprobs | null {
  if (!logprobs) return null;
  if (!message.thinking) return toChoiceLogprobs(logprobs);
  const start = startOfContent(logprobs, message.content);
  return start === undefined ? null : toChoiceLogprobs(logprobs.slice(start));
}

function startOfContent(logprobs: readonly OllamaLogprob[], content: string): number | undefined {
  let text = '';
  for (let index = logprobs.length - 1; index >= 0; index -= 1) {
    text = (logprobs[index]?.token ?? '') + text;
    // Ollama trims the line breaks between thinking and content.
    if (text.trimStart() === content.trimStart() && text.length >= content.length) return index;
    if (text.length > content.length && !text.endsWith(content.trimStart())) return undefined;
  }
  return undefined;
}

function toTokenLogprob(logprob: OllamaLogprob): ChatCompletionTokenLogprob {
  return { ...toTopLogprob(logprob), top_logprobs: (logprob.top_logprobs ?? []).map(toTopLogprob) };
}

function toTopLogprob({ token, logprob, bytes }: OllamaTokenLogprob): ChatCompletionTokenLogprob.TopLogprob {
  return { token, logprob, bytes: bytes ?? null };
}
