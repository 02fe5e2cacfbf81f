import { beforeEach, describe, expect, it } from 'vitest';
import { chatEnd, json } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { form, HEARS, wav } from './recordings.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const TRANSCRIPTIONS = '/v1/audio/transcriptions';
const TRANSLATIONS = '/v1/audio/translations';
const LARGEST = 25 * 1024 * 1024;

beforeEach(() => {
  ollama.answers('POST /api/show', HEARS);
  ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Hi' } })));
});

async function answerTo(body: RequestInit['body'], path = TRANSCRIPTIONS, init: RequestInit = {}) {
  const response = await gateway.fetch(path, { method: 'POST', body, ...init });
  return { status: response.status, error: ((await response.json()) as { error?: object }).error };
}

function refused(message: string, param: string | null, code: string | null, status = 400) {
  return { status, error: { message, type: 'invalid_request_error', param, code } };
}

/** A form written by hand. */
function parts(...texts: string[]): RequestInit {
  return {
    body: `${texts.map((text) => `--x\r\n${text}\r\n`).join('')}--x--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
}

const field = (name: string, value: string) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`;
const fileField = (name: string, value: string) =>
  `content-disposition: form-data; name="${name}"; filename="a"\r\ncontent-type: audio/wav\r\n\r\n${value}`;

describe('a recording', () => {
  const head = (...bytes: (string | number)[]) =>
    Buffer.concat([
      ...bytes.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))),
      Buffer.alloc(64),
    ]);

  it.each([
    ['wav', wav()],
    ['mp3 with tags', head('ID3\x04')],
    ['mp3', head(0xff, 0xfb)],
    ['mp3 of layer II', head(0xff, 0xfd)],
    ['flac', head('fLaC')],
    ['ogg', head('OggS')],
    ['webm', head('\x1a\x45\xdf\xa3')],
    ['m4a', head('\0\0\0\x20ftypM4A ')],
    ['of the largest size', Buffer.concat([wav(), Buffer.alloc(LARGEST - wav().length)])],
  ])('is taken: %s', async (_format, file) => {
    expect(await answerTo(form({}, file))).toEqual({ status: 200, error: undefined });
    expect(ollama.requests.at(-1)?.body).toMatchObject({ messages: [{}, { images: [file.toString('base64')] }] });
  });

  const formats = 'wav, mp3, flac, ogg, webm and m4a';
  it.each([
    ['a png', head('\x89PNG\r\n\x1a\n')],
    ['aac without a container', head(0xff, 0xf1)],
    ['an avi', head('RIFF\0\0\0\0AVI ')],
    ['text', Buffer.from('Hello')],
    ['text in UTF-16', Buffer.from('\uFEFFHello', 'utf16le')],
  ])('is told by its content, not its name: %s', async (_what, file) => {
    expect(await answerTo(form({}, file))).toEqual(
      refused(
        `Invalid audio in 'file': its data is of no known audio format; ${formats} are supported.`,
        'file',
        'unsupported_file_type',
      ),
    );
  });

  it('is not empty', async () => {
    expect(await answerTo(form({}, Buffer.alloc(0)))).toEqual(
      refused("Invalid audio in 'file': it is empty.", 'file', 'empty_file'),
    );
  });

  it.each([
    ['by a little', LARGEST + 1],
    ['by far', LARGEST + 2 * 1024 * 1024],
  ])('is not too large, %s', async (_how, size) => {
    const file = Buffer.concat([wav(), Buffer.alloc(size - wav().length)]);
    expect(await answerTo(form({}, file))).toEqual(
      refused('The file is larger than 26214400 bytes.', 'file', 'request_too_large', 413),
    );
  });

  it('is not larger than any body may be', async () => {
    const small = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_BODY_LIMIT: '8KiB' });
    const response = await small.fetch(TRANSCRIPTIONS, { method: 'POST', body: form() });
    expect([response.status, await response.json()]).toEqual([
      413,
      { error: refused('The file is larger than 8192 bytes.', 'file', 'request_too_large').error },
    ]);
    await small.close();
  });
});

describe('a field', () => {
  const TIMES = "'response_format' needs time stamps: Ollama tells no times. Supported are 'json' and 'text'.";

  it.each<[string, Record<string, string | string[]>, string, string, string]>([
    ['srt', { response_format: 'srt' }, TIMES, 'response_format', 'unsupported_parameter'],
    ['vtt', { response_format: 'vtt' }, TIMES, 'response_format', 'unsupported_parameter'],
    ['verbose_json', { response_format: 'verbose_json' }, TIMES, 'response_format', 'unsupported_parameter'],
    [
      'diarized_json',
      { response_format: 'diarized_json' },
      "'diarized_json' is not supported for 'response_format': speakers are not told apart. Supported are 'json' and 'text'.",
      'response_format',
      'unsupported_parameter',
    ],
    [
      'time stamps',
      { 'timestamp_granularities[]': ['word', 'segment'] },
      "'timestamp_granularities' is not supported: Ollama tells no times.",
      'timestamp_granularities',
      'unsupported_parameter',
    ],
    [
      'logprobs',
      { 'include[]': 'logprobs' },
      "'include' is not supported: log probabilities are not told of transcripts.",
      'include',
      'unsupported_parameter',
    ],
    [
      'another way to cut',
      { chunking_strategy: '{"type":"server_vad"}' },
      "Only 'auto' is supported for 'chunking_strategy': the recording is read as a whole.",
      'chunking_strategy',
      'unsupported_parameter',
    ],
    [
      'speakers',
      { 'known_speaker_names[]': 'Ann' },
      "'known_speaker_names' is not supported: speakers are not told apart.",
      'known_speaker_names',
      'unsupported_parameter',
    ],
    [
      'a stream of text',
      { stream: 'true', response_format: 'text' },
      "'stream' is supported for the 'response_format' 'json' only.",
      'stream',
      'unsupported_parameter',
    ],
    [
      'no language',
      { language: 'Klingon!' },
      "Invalid value for 'language': expected the code of a language, such as 'en'.",
      'language',
      'invalid_value',
    ],
    [
      'no language among several',
      { languages: ['en', 'zzzz'] },
      "Invalid value for 'languages[1]': expected the code of a language, such as 'en'.",
      'languages[1]',
      'invalid_value',
    ],
    [
      'temperature that is none',
      { temperature: 'hot' },
      "Invalid type for 'temperature': expected a number, but got a string.",
      'temperature',
      'invalid_type',
    ],
    [
      'temperature out of range',
      { temperature: '1.5' },
      "Invalid value for 'temperature': expected a value that must not be greater than 1, but got 1.5.",
      'temperature',
      'invalid_value',
    ],
    [
      'stream that is neither',
      { stream: 'maybe' },
      "Invalid type for 'stream': expected a boolean, but got a string.",
      'stream',
      'invalid_type',
    ],
    [
      'the model twice',
      { model: ['a', 'b'] },
      "Invalid type for 'model': expected a string, but got an array.",
      'model',
      'invalid_type',
    ],
  ])('is refused by its name: %s', async (_what, fields, message, param, code) => {
    expect(await answerTo(form(fields))).toEqual(refused(message, param, code));
    expect(ollama.requests).toEqual([]);
  });

  it('is a word of an older API for translations too', async () => {
    expect(await answerTo(form({ response_format: 'srt' }), TRANSLATIONS)).toEqual(
      refused(TIMES, 'response_format', 'unsupported_parameter'),
    );
  });

  it('is the only one of its name that matters: an empty list says nothing', async () => {
    expect(await answerTo(form({ 'include[]': [], prompt: '', language: '' }))).toEqual({
      status: 200,
      error: undefined,
    });
  });
});

describe('a form', () => {
  it.each<[string, RequestInit, string, string | null, string]>([
    [
      'without a file',
      parts(field('model', 'demo')),
      "Missing required parameter: 'file'.",
      'file',
      'missing_required_parameter',
    ],
    [
      'without a model',
      parts(fileField('file', 'x')),
      "Missing required parameter: 'model'.",
      'model',
      'missing_required_parameter',
    ],
    [
      'with a file in text',
      parts(field('model', 'demo'), field('file', 'x')),
      "Invalid audio in 'file': it is a text field; send a file.",
      'file',
      'invalid_type',
    ],
    [
      'with two files',
      parts(fileField('file', 'x'), fileField('file', 'y')),
      "Unexpected file in 'file': one file is expected, in 'file'.",
      'file',
      'invalid_form',
    ],
    [
      'with a file elsewhere',
      parts(field('model', 'demo'), fileField('audio', 'x')),
      "Unexpected file in 'audio': one file is expected, in 'file'.",
      'audio',
      'invalid_form',
    ],
    [
      'that would change an object',
      parts(field('__proto__[x]', '1')),
      "Unknown parameter: '__proto__[x]'.",
      '__proto__[x]',
      'invalid_form',
    ],
    [
      'that would change an object, by a name that Nest does not tell',
      parts(field('constructor', '1')),
      'The name of a field is not allowed.',
      null,
      'invalid_form',
    ],
    [
      'with too long a value',
      parts(field('prompt', 'x'.repeat(100_000))),
      "The value of 'prompt' is too long.",
      'prompt',
      'invalid_form',
    ],
    [
      'with too long a name',
      parts(field('x'.repeat(1000), '1')),
      'The name of a field is too long.',
      null,
      'invalid_form',
    ],
    [
      'with too many fields',
      parts(...Array.from({ length: 40 }, (_, index) => field(`f${index}`, '1'))),
      'The form has too many fields.',
      null,
      'invalid_form',
    ],
    [
      'without an end',
      { ...parts(), body: `--x\r\n${field('model', 'demo')}` },
      'The body is not the form that its content-type says: it ends too early.',
      null,
      'invalid_form',
    ],
    [
      'whose file has no end',
      { ...parts(), body: `--x\r\n${fileField('file', 'RIFF')}` },
      'The body is not the form that its content-type says: it ends too early.',
      null,
      'invalid_form',
    ],
    [
      'without a boundary',
      { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      'The body is not the form that its content-type says: it names no boundary.',
      null,
      'invalid_form',
    ],
    [
      'that is no form',
      { body: 'Hello', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      'The body is not the form that its content-type says: it ends too early.',
      null,
      'invalid_form',
    ],
    [
      'with a field that is no JSON though it says so',
      parts('content-disposition: form-data; name="prompt"\r\ncontent-type: application/json\r\n\r\n{'),
      'The body is not the form that its content-type says.',
      null,
      'invalid_form',
    ],
  ])('is refused: %s', async (_what, init, message, param, code) => {
    expect(await answerTo(init.body, TRANSCRIPTIONS, init)).toEqual(refused(message, param, code));
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ['application/json', '{"model":"demo"}'],
    ['application/x-www-form-urlencoded', 'model=demo'],
    ['audio/wav', 'RIFF'],
  ])('is not a body of type %s', async (type, body) => {
    expect(await answerTo(body, TRANSCRIPTIONS, { headers: { 'content-type': type } })).toEqual(
      refused(
        'The request body must be a form: send `content-type: multipart/form-data`.',
        null,
        'unsupported_media_type',
        415,
      ),
    );
  });

  it('is taken on these routes alone', async () => {
    const response = await gateway.fetch('/v1/chat/completions', { method: 'POST', body: form() });
    expect(response.status).toBe(415);
  });

  it('is not taken from pages of other origins', async () => {
    const init = { headers: { origin: 'https://evil.example' } };
    expect(await answerTo(form(), TRANSCRIPTIONS, init)).toEqual({
      status: 403,
      error: {
        message: 'Pages of this origin may not use the service: GATEWAY_CORS_ORIGINS allows them to.',
        type: 'permission_error',
        param: null,
        code: 'origin_not_allowed',
      },
    });
  });
});
