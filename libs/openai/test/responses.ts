import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { ResponseBody } from '../src/responses/response.js';
import { translateResponse } from '../src/responses/translate-response.js';
import type { Translation } from '../src/translation/translation.js';
import type { TranslationSettings } from '../src/translation/translation-settings.js';
import { SETTINGS } from './chat.js';

export type ResponseTranslation = Translation<OllamaChatRequest, OllamaChatChunk>;

/** An event as a client reads it. */
export interface ReadEvent {
  type: string;
  sequence_number: number;
  [field: string]: unknown;
}

/** A request for a response, with these fields; ids are `resp_1`, `msg_0`, `call_1`, …, it is 17 and then 18 o'clock. */
export function translate(fields: object = {}, settings: Partial<TranslationSettings> = {}): ResponseTranslation {
  let ids = 0;
  const stamp = { id: 'resp_1', created: 17, newId: (prefix: string) => `${prefix}${ids++}`, now: () => 18 };
  return translateResponse({ model: 'demo', input: 'Hello', ...fields }, stamp, {
    ...SETTINGS,
    ...settings,
  });
}

/** The whole answer to such a request. */
export function respond(answer: OllamaChatChunk, fields: object = {}, settings?: Partial<TranslationSettings>) {
  return translate(fields, settings).toBody([answer]) as ResponseBody;
}

/** The events of a streamed answer to such a request. */
export function stream(
  chunks: readonly OllamaChatChunk[],
  fields: object = {},
  settings?: Partial<TranslationSettings>,
): ReadEvent[] {
  return readEvents(translate({ stream: true, ...fields }, settings).toEvents(0, chunks));
}

/** The response as its last event tells it. */
export function lastResponse(events: readonly ReadEvent[]): ResponseBody {
  return events.at(-1)?.['response'] as ResponseBody;
}

/** @throws Error for what is not a sequence of whole events, each with the line that says its type */
export function readEvents(text: string): ReadEvent[] {
  if (text === '') return [];
  if (!text.endsWith('\n\n')) throw new Error(`The stream ends within an event: ${text}`);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((block) => {
      const [, type, data] = /^event: (\S+)\ndata: (\{[^\n]*\})$/.exec(block) ?? [];
      if (type === undefined || data === undefined) throw new Error(`Not an event: ${block}`);
      const event = JSON.parse(data) as ReadEvent;
      if (event.type !== type) throw new Error(`The line says ${type}, the data ${event.type}`);
      return event;
    });
}
