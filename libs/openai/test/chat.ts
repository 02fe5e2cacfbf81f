import type { OllamaChatChunk, OllamaChatDelta, OllamaChatEnd, OllamaChatRequest, OllamaLogprob } from '@app/ollama';
import type { ChatCompletionRequestDto } from '../src/chat-completions/chat-completion-request.dto.js';
import type { ChatCompletionWithReasoning } from '../src/chat-completions/chat-completion.js';
import { translateChatCompletion } from '../src/chat-completions/translate-chat-completion.js';
import type { Translation } from '../src/translation/translation.js';
import type { TranslationSettings } from '../src/translation/translation-settings.js';

/** Nothing is configured. */
export const SETTINGS: TranslationSettings = {
  findProfile: (model) => ({ nativeModel: model }),
  unknownFields: 'warn',
  maxChoices: 8,
  completions: 'raw',
  tokenizer: 'cl100k_base',
  decodeTokens: () => undefined,
  answerRetries: 2,
  unsupportedReasoning: 'drop',
  reasoningField: 'reasoning',
  logitBias: false,
  responses: { unavailableTools: 'drop_web_search', reasoningCipher: undefined },
};

const NATIVE = { model: 'demo:latest', created_at: '2026-08-21T18:48:22Z' };

export type ChatFields = Partial<ChatCompletionRequestDto>;
export type ChatTranslation = Translation<OllamaChatRequest, OllamaChatChunk>;

/** A request of one message, with these fields; ids are `call_0`, `call_1`, … */
export function translateChat(fields: ChatFields = {}, settings: Partial<TranslationSettings> = {}): ChatTranslation {
  let calls = 0;
  const stamp = { id: 'chatcmpl-1', created: 17, newToolCallId: () => `call_${calls++}` };
  const body = { model: 'demo', messages: [{ role: 'user', content: 'x' }], ...fields };
  return translateChatCompletion(body, stamp, { ...SETTINGS, ...settings });
}

/** The whole answer to such a request. */
export function complete(
  answers: OllamaChatChunk | OllamaChatChunk[],
  fields: ChatFields = {},
  settings: Partial<TranslationSettings> = {},
): ChatCompletionWithReasoning {
  return translateChat(fields, settings).toBody([answers].flat()) as ChatCompletionWithReasoning;
}

/** A line of a native stream. */
export function delta(message: Partial<OllamaChatDelta['message']>, logprobs?: OllamaLogprob[]): OllamaChatDelta {
  return {
    ...NATIVE,
    message: { role: 'assistant', content: '', ...message },
    done: false,
    ...(logprobs && { logprobs }),
  };
}

/** The last line of a native stream, or a whole native answer. */
export function end(
  message: Partial<OllamaChatEnd['message']> = {},
  fields: Partial<OllamaChatEnd> = {},
): OllamaChatEnd {
  return {
    ...NATIVE,
    message: { role: 'assistant', content: '', ...message },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 9,
    eval_count: 2,
    ...fields,
  };
}

/** The data of each event in the text of a stream. */
export function dataOf(text: string): unknown[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((event) => event.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? data : (JSON.parse(data) as unknown)));
}

/** What each event of a choice says: its delta, then its finish reason; of an error its code; or `[DONE]`. */
export function toldBy(text: string): unknown[] {
  return dataOf(text).map((data) => {
    if (data === '[DONE]') return data;
    const { choices, error } = data as { choices?: Told[]; error?: { code: string } };
    const choice = choices?.[0];
    return error?.code ?? choice?.finish_reason ?? choice?.delta;
  });
}

interface Told {
  delta: object;
  finish_reason: string | null;
}
