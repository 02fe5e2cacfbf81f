import { modelNotFound, OpenAiError, toOpenAiError, type Translation, type TranslationSettings } from '@app/openai';
import { parseJsonBody } from '../../apps/gateway/src/http/body/json-body.js';
import { decodeTokens } from '../../apps/gateway/src/tokens/decode-tokens.js';
import type { ConformanceCase, NativeAnswer, Observed, RecordedEvent } from './cases.js';

// For what Ollama's layer refuses and the gateway does not.
const NOT_ASKED: NativeAnswer = { status: 500, type: 'json', body: { error: 'should not be asked' } };

/** Nothing is configured. */
export const SETTINGS: TranslationSettings = {
  findProfile: (model) => ({ nativeModel: model }),
  unknownFields: 'warn',
  maxChoices: 8,
  completions: 'raw',
  tokenizer: 'cl100k_base',
  decodeTokens,
  answerRetries: 2,
  unsupportedReasoning: 'drop',
  reasoningField: 'reasoning',
  logitBias: false,
  responses: { unavailableTools: 'drop_web_search', reasoningCipher: undefined },
};

/**
 * Plays a case against the pure functions, as the gateway puts them together.
 * @param toChunk takes an object of the native answer as the translation is given it
 */
export function play<NativeRequest extends object, NativeChunk>(
  recorded: ConformanceCase,
  translate: (body: unknown) => Translation<NativeRequest, NativeChunk>,
  toChunk: (line: object) => NativeChunk,
): Observed {
  let native: NativeRequest | null = null;
  try {
    const translation = translate(bodyOf(recorded));
    const [attachment] = translation.attachments ?? [];
    // As it is with fetching switched off: a test asks nobody on the internet.
    if (attachment) throw OpenAiError.unsupportedParameter(attachment.param, 'Nothing is fetched by URL here.');
    native = translation.nativeRequests[0] ?? null;
    const chunks = linesOf(recorded.nativeAnswer ?? NOT_ASKED, translation.model).map(toChunk);
    if (translation.stream) return { native, status: 200, events: eventsOf(translation.toEvents(0, chunks)) };
    return { native, status: 200, body: jsonOf(translation.toBody(chunks)) };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { native, status: error.status, body: error.toBody() };
  }
}

/** The events in the text of a stream. */
export function eventsOf(text: string): RecordedEvent[] {
  if (!text.endsWith('\n\n')) throw new Error(`The stream ends within an event: ${text}`);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((block) => {
      const [, event, data] = /^(?:event: (\S+)\n)?data: ([^\n]*)$/.exec(block) ?? [];
      if (data === undefined) throw new Error(`Not an event: ${block}`);
      return { ...(event && { event }), data: data === '[DONE]' ? data : (JSON.parse(data) as unknown) };
    });
}

function bodyOf({ request }: ConformanceCase): unknown {
  return request.raw === undefined ? request.body : parseJsonBody(Buffer.from(request.raw));
}

/** A body is an object, or the bytes of its JSON text. */
function jsonOf(body: object | string): unknown {
  return Array.isArray(body) ? JSON.parse(Buffer.concat(body as Uint8Array[]).toString()) : body;
}

function linesOf(answer: NativeAnswer, model: string): object[] {
  if (answer.type === 'ndjson') return answer.chunks;
  if (answer.status === 404) throw modelNotFound(model, []);
  if (answer.type === 'raw') throw toOpenAiError({ kind: 'status', status: answer.status, message: answer.body });
  if (answer.status === 200) return [answer.body];
  throw toOpenAiError({ kind: 'status', status: answer.status, message: String(answer.body['error']) });
}
