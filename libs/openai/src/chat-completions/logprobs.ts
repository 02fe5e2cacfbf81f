import type { OllamaLogprob, OllamaTokenLogprob } from '@app/ollama';
import type { ChatCompletion, ChatCompletionTokenLogprob } from 'openai/resources/chat/completions';

export type ChoiceLogprobs = ChatCompletion.Choice.Logprobs;

interface ThoughtAndContent {
  content: string;
  thinking?: string | undefined;
}

export function toChoiceLogprobs(logprobs: readonly OllamaLogprob[]): ChoiceLogprobs {
  return { content: logprobs.map(toTokenLogprob), refusal: null };
}

/** The log probabilities of the content in a whole answer; null when there are none. */
export function toContentLogprobs(
  logprobs: readonly OllamaLogprob[] | undefined,
  message: ThoughtAndContent,
): ChoiceLogprobs | null {
  const ofContent = contentLogprobs(logprobs, message);
  return ofContent ? toChoiceLogprobs(ofContent) : null;
}

/**
 * Those of the content in a whole answer, in which Ollama counts the thinking's tokens too. Undefined when the content's
 * tokens cannot be told from them.
 */
export function contentLogprobs(
  logprobs: readonly OllamaLogprob[] | undefined,
  { content, thinking }: ThoughtAndContent,
): readonly OllamaLogprob[] | undefined {
  if (!logprobs || !thinking) return logprobs;
  const start = startOfContent(logprobs, content);
  return start === undefined ? undefined : logprobs.slice(start);
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
