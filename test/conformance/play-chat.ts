import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import {
  modelNotFound,
  OpenAiError,
  toOpenAiError,
  translateChatCompletion,
  type TranslationSettings,
} from '@app/openai';
import type { ConformanceCase, NativeAnswer, Observed, RecordedEvent } from './cases.js';

// For what Ollama's layer refuses and the gateway does not.
const NOT_ASKED: NativeAnswer = { status: 500, type: 'json', body: { error: 'should not be asked' } };

/** Nothing is configured. */
export const SETTINGS: TranslationSettings = {
  findProfile: (model) => ({ nativeModel: model }),
  unknownFields: 'warn',
  maxChoices: 8,
};

/** Plays a chat case against the pure functions, as the gateway puts them together. */
export function playChat(recorded: ConformanceCase): Observed {
  let native: OllamaChatRequest | null = null;
  try {
    const translation = translateChatCompletion(bodyOf(recorded), stamp(), SETTINGS);
    native = translation.nativeRequests[0] ?? null;
    const chunks = chunksOf(recorded.nativeAnswer ?? NOT_ASKED, translation.model);
    if (!translation.stream) return { native, status: 200, body: translation.toBody(chunks) };
    return { native, status: 200, events: eventsOf(translation.toEvents(0, chunks)) };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { native, status: error.status, body: error.toBody() };
  }
}

export function stamp() {
  let calls = 0;
  return { id: 'chatcmpl-0123456789abcdefghijklmn', created: 1787338105, newToolCallId: () => `call_new${calls++}` };
}

/** The events in the text of a stream. */
export function eventsOf(text: string): RecordedEvent[] {
  if (!text.endsWith('\n\n')) throw new Error(`The stream ends within an event: ${text}`);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((event) => {
      if (!event.startsWith('data: ')) throw new Error(`Not an event: ${event}`);
      const data = event.slice('data: '.length);
      return { data: data === '[DONE]' ? data : (JSON.parse(data) as unknown) };
    });
}

function bodyOf({ request }: ConformanceCase): unknown {
  if (request.raw === undefined) return request.body;
  try {
    return JSON.parse(request.raw);
  } catch {
    throw OpenAiError.invalidRequest({ message: 'The request body is not valid JSON.' });
  }
}

function chunksOf(answer: NativeAnswer, model: string): OllamaChatChunk[] {
  if (answer.type === 'ndjson') return answer.chunks as OllamaChatChunk[];
  if (answer.status === 404) throw modelNotFound(model, []);
  if (answer.type === 'raw') throw toOpenAiError({ kind: 'status', status: answer.status, message: answer.body });
  if (answer.status === 200) return [answer.body as unknown as OllamaChatChunk];
  throw toOpenAiError({ kind: 'status', status: answer.status, message: String(answer.body['error']) });
}
