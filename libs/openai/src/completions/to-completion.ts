import type { OllamaGenerateEnd } from '@app/ollama';
import { SYSTEM_FINGERPRINT } from '../chat-completions/chat-completion.js';
import { contentLogprobs } from '../chat-completions/logprobs.js';
import { toReasoning } from '../chat-completions/reasoning-names.js';
import { bestOf } from './best-of.js';
import type { CompletionContext } from './completion-context.js';
import { toCompletionFinishReason } from './completion-finish-reason.js';
import { CompletionLogprobs } from './completion-logprobs.js';
import { toCompletionUsage } from './completion-usage.js';
import type { CompletionChoiceWithReasoning, CompletionWithReasoning } from './completion.js';

/**
 * Whole native answers as a completion: for each prompt the choices that are returned, in the order of the prompts.
 * @param answers one of each generation
 * @throws OpenAiError 502 when one of them is not complete, 400 when the best cannot be found out
 * @see https://platform.openai.com/docs/api-reference/completions/object
 */
export function toCompletion(
  answers: readonly OllamaGenerateEnd[],
  context: CompletionContext,
): CompletionWithReasoning {
  const { id, created, model, generations } = context;
  const { prompts, candidates, returned } = generations;
  // Also of those that are not returned: a generation that broke off may have been the best.
  answers.forEach(toCompletionFinishReason);
  const choices = prompts.flatMap((prompt, place) =>
    bestOf(answers.slice(place * candidates, (place + 1) * candidates), returned).map((answer) => ({ prompt, answer })),
  );
  return {
    id,
    object: 'text_completion',
    created,
    model,
    system_fingerprint: SYSTEM_FINGERPRINT,
    choices: choices.map(({ prompt, answer }, index) => toChoice(answer, index, prompt, context)),
    usage: toCompletionUsage(answers, generations),
  };
}

function toChoice(
  answer: OllamaGenerateEnd,
  index: number,
  prompt: string,
  { echo, logprobs: alternatives, reasoningNames }: CompletionContext,
): CompletionChoiceWithReasoning {
  const { response, thinking } = answer;
  const logprobs = contentLogprobs(answer.logprobs, { content: response, thinking });
  return {
    text: echo ? prompt + response : response,
    index,
    logprobs:
      alternatives === undefined || !logprobs ? null : new CompletionLogprobs(prompt, alternatives).next(logprobs),
    finish_reason: toCompletionFinishReason(answer),
    ...(thinking && toReasoning(thinking, reasoningNames)),
  };
}
