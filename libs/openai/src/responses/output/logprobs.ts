import type { ChatCompletionTokenLogprob } from 'openai/resources/chat/completions';
import type { ResponseOutputText, ResponseTextDeltaEvent } from 'openai/resources/responses/responses';

/** Log probabilities as a message has them. */
export function toLogprobs(logprobs: readonly ChatCompletionTokenLogprob[]): ResponseOutputText.Logprob[] {
  return logprobs.map((logprob) => ({
    ...toTokenLogprob(logprob),
    top_logprobs: logprob.top_logprobs.map(toTokenLogprob),
  }));
}

/** Log probabilities as events have them: without bytes. */
export function toEventLogprobs(logprobs: readonly ResponseOutputText.Logprob[]): ResponseTextDeltaEvent.Logprob[] {
  return logprobs.map(({ token, logprob, top_logprobs }) => ({
    token,
    logprob,
    top_logprobs: top_logprobs.map((top) => ({ token: top.token, logprob: top.logprob })),
  }));
}

function toTokenLogprob({ token, logprob, bytes }: ChatCompletionTokenLogprob.TopLogprob) {
  return { token, logprob, bytes: bytes ?? [...new TextEncoder().encode(token)] };
}
