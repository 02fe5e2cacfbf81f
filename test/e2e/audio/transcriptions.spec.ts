import { toFile } from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  chatChunk,
  chatEnd,
  errorAnswer,
  json,
  ndjson,
  PacedStream,
  resetInMidStream,
} from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { form, HEARS, wav } from './recordings.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });
const { transcriptions, translations } = gateway.client().audio;

const COUNTS = { prompt_eval_count: 190, eval_count: 12 };
const USAGE = { type: 'tokens', input_tokens: 190, output_tokens: 12, total_tokens: 202 };

const TRANSCRIBE =
  'Write down what is said in the recording, word for word and in the language in which it is said. ' +
  'Answer with this text alone.';
const TRANSLATE =
  'Write down in English what is said in the recording, whatever the language in which it is said. ' +
  'Answer with this text alone.';

const file = () => toFile(wav(), 'speech.wav');
const says = (content: string) => json(chatEnd({ message: { role: 'assistant', content }, ...COUNTS }));
const chats = () => ollama.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => body);

beforeEach(() => {
  ollama.answers('POST /api/show', HEARS);
});

describe('a transcription', () => {
  it('is a chat about a recording', async () => {
    ollama.answers('POST /api/chat', says('Hello there!'));
    const transcription = await transcriptions.create({ file: await file(), model: 'demo' });
    expect(transcription).toEqual({ text: 'Hello there!', usage: USAGE });
    expect(chats()).toEqual([
      {
        model: 'demo',
        messages: [
          { role: 'system', content: TRANSCRIBE },
          { role: 'user', content: 'Transcribe this recording.', images: [wav().toString('base64')] },
        ],
        stream: false,
        truncate: false,
        shift: false,
      },
    ]);
    expect(ollama.requests[0]?.body).toEqual({ model: 'demo' });
  });

  it('tells the model what the request says', async () => {
    ollama.answers('POST /api/chat', says('Hallo!'));
    await transcriptions.create({
      file: await file(),
      model: 'demo',
      language: 'de',
      languages: ['de', 'pt-BR'],
      keywords: ['Ollama', 'Fastify'],
      prompt: 'Guten Tag,',
      temperature: 0.2,
      chunking_strategy: 'auto',
    });
    expect(chats()).toMatchObject([
      {
        messages: [
          {
            role: 'system',
            content: [
              TRANSCRIBE,
              'The language is German.',
              'Languages that may be spoken: German, Brazilian Portuguese.',
              'Words that may occur: Ollama, Fastify.',
              'The text before, whose style yours is to have: Guten Tag,',
            ].join('\n'),
          },
          { role: 'user' },
        ],
        options: { temperature: 0.2 },
      },
    ]);
  });

  it('can be text', async () => {
    ollama.answers('POST /api/chat', says('Grüß Gott!'));
    const response = await gateway.fetch('/v1/audio/transcriptions', {
      method: 'POST',
      body: form({ response_format: 'text' }),
    });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect([response.status, await response.text()]).toEqual([200, 'Grüß Gott!']);
  });

  it('comes in pieces when it is streamed', async () => {
    ollama.answers(
      'POST /api/chat',
      ndjson([chatChunk('Hel'), chatChunk({ thinking: 'Hm.' }), chatChunk('lo!'), chatEnd(COUNTS)]),
    );
    const events: unknown[] = [];
    for await (const event of await transcriptions.create({ file: await file(), model: 'demo', stream: true })) {
      events.push(event);
    }
    expect(events).toEqual([
      { type: 'transcript.text.delta', delta: 'Hel' },
      { type: 'transcript.text.delta', delta: 'lo!' },
      { type: 'transcript.text.done', text: 'Hello!', usage: USAGE },
    ]);
    expect(await gateway.log.line({ route: '/v1/audio/transcriptions', stream: true })).toMatchObject({
      model: 'demo',
      promptTokens: 190,
      completionTokens: 12,
    });
  });

  it('arrives as it is said', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    const asked = gateway.fetch('/v1/audio/transcriptions', { method: 'POST', body: form({ stream: 'true' }) });
    await stream.write(chatChunk('Hel'));
    const reader = (await asked).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({
      done: false,
      value: 'data: {"type":"transcript.text.delta","delta":"Hel"}\n\n',
    });
    await stream.end(chatEnd({ message: { role: 'assistant', content: 'lo' }, eval_count: 2, prompt_eval_count: 3 }));
    let rest = '';
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) rest += read.value;
    expect(rest).toBe(
      'data: {"type":"transcript.text.delta","delta":"lo"}\n\n' +
        'data: {"type":"transcript.text.done","text":"Hello","usage":{"type":"tokens","input_tokens":3,"output_tokens":2,"total_tokens":5}}\n\n' +
        'data: [DONE]\n\n',
    );
  });

  it('names fields that the API does not know', async () => {
    ollama.answers('POST /api/chat', says('Hi'));
    const response = await gateway.fetch('/v1/audio/transcriptions', { method: 'POST', body: form({ vad: '1' }) });
    expect(response.headers.get('x-ignored-fields')).toBe('vad');
    await response.text();
  });
});

describe('a translation', () => {
  it('is asked for in English', async () => {
    ollama.answers('POST /api/chat', says('Good morning!'));
    expect(await translations.create({ file: await file(), model: 'demo', prompt: 'Hello,' })).toEqual({
      text: 'Good morning!',
    });
    expect(chats()).toMatchObject([
      {
        messages: [
          { content: `${TRANSLATE}\nThe text before, whose style yours is to have: Hello,` },
          { content: 'Translate this recording into English.', images: [wav().toString('base64')] },
        ],
        stream: false,
      },
    ]);
  });
});

describe('a transcript that is none', () => {
  const CUT = {
    message: 'The transcript was cut off: the model has no room for more tokens.',
    type: 'server_error',
    param: null,
    code: 'incomplete_answer',
  };

  it('is an error when it was cut off', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ done_reason: 'length' })));
    await expect(transcriptions.create({ file: await file(), model: 'demo' })).rejects.toMatchObject({
      status: 502,
      error: CUT,
    });
  });

  it.each([
    ['was cut off', ndjson([chatChunk('Hel'), chatEnd({ done_reason: 'length' })]), CUT],
    [
      'broke off',
      resetInMidStream([chatChunk('Hel')]),
      {
        message: 'The connection to Ollama was lost in the middle of the answer.',
        type: 'server_error',
        param: null,
        code: 'upstream_connection_lost',
      },
    ],
  ])('ends a stream with an error when it %s', async (_what, answer, error) => {
    ollama.answers('POST /api/chat', answer);
    const stream = await transcriptions.create({ file: await file(), model: 'demo', stream: true });
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ error });
    expect(events).toEqual([{ type: 'transcript.text.delta', delta: 'Hel' }]);
  });

  it('is not made up by a model that does not hear', async () => {
    ollama.answers('POST /api/show', json({ capabilities: ['completion', 'vision'] }));
    await expect(transcriptions.create({ file: await file(), model: 'demo' })).rejects.toMatchObject({
      status: 400,
      error: {
        message: 'This model does not understand audio.',
        type: 'invalid_request_error',
        param: 'model',
        code: 'unsupported_parameter',
      },
    });
    expect(chats()).toEqual([]);
  });

  it('is asked for where older servers do not say what a model can do', async () => {
    ollama.answers('POST /api/show', json({}));
    ollama.answers('POST /api/chat', says('Hi'));
    expect(await transcriptions.create({ file: await file(), model: 'demo' })).toMatchObject({ text: 'Hi' });
  });

  it('is that of a model that is not there', async () => {
    ollama.answers('POST /api/show', errorAnswer(404, "model 'nope' not found"));
    await expect(transcriptions.create({ file: await file(), model: 'nope' })).rejects.toMatchObject({
      status: 404,
      error: { message: "The model 'nope' does not exist. Installed: 'demo:latest'.", code: 'model_not_found' },
    });
  });

  it('is an error that names the file when that is too long for the model', async () => {
    ollama.answers('POST /api/chat', errorAnswer(400, 'the input length exceeds the context length'));
    await expect(transcriptions.create({ file: await file(), model: 'demo' })).rejects.toMatchObject({
      status: 400,
      error: { param: 'file', code: 'context_length_exceeded' },
    });
  });
});
