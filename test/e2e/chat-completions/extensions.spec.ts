import { describe, expect, it } from 'vitest';
import { withConfigurationFile } from '../../support/configuration-file.js';
import { chatEnd, errorAnswer, json } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };
const NATIVE = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Hello!' }],
  stream: false,
  truncate: false,
  shift: false,
};

describe('fields of Ollama’s API', () => {
  it('are taken beside those of the OpenAI API, which go first', async () => {
    const extra = {
      options: { num_ctx: 4096, temperature: 1 },
      keep_alive: '10m',
      think: false,
      shift: true,
      format: 'json',
    };
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: '{}' } })));
    const { response } = await completions.create({ ...REQUEST, temperature: 0, ...extra }).withResponse();
    expect(response.headers.has('x-ignored-fields')).toBe(false);
    expect(ollama.requests[0]?.body).toEqual({
      ...NATIVE,
      shift: true,
      options: { num_ctx: 4096, temperature: 0 },
      think: false,
      keep_alive: '10m',
      format: 'json',
    });
  });

  it('leave the end of the context to Ollama', async () => {
    await completions.create({ ...REQUEST, ...({ truncation: 'auto' } as object) });
    expect(ollama.requests[0]?.body).toEqual({ model: 'demo', messages: NATIVE.messages, stream: false });
  });
});

describe('a prompt that is longer than the context', () => {
  it('is refused with the length of the context, where the model is in memory', async () => {
    ollama
      .answers('POST /api/chat', errorAnswer(400, 'the input length exceeds the context length'))
      .answers('GET /api/ps', json({ models: [{ name: 'demo:latest', model: 'demo:latest', context_length: 256 }] }));
    await expect(completions.create(REQUEST)).rejects.toMatchObject({
      status: 400,
      error: {
        message: "This model's maximum context length is 256 tokens, and the prompt is longer.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    });
  });

  it('is refused with both lengths, where Ollama says them', async () => {
    ollama.answers(
      'POST /api/chat',
      errorAnswer(400, 'request (300 tokens) exceeds the available context size (256 tokens), try increasing it'),
    );
    await expect(completions.create(REQUEST)).rejects.toMatchObject({
      message: "400 This model's maximum context length is 256 tokens, but the prompt has 300 tokens.",
      code: 'context_length_exceeded',
    });
    expect(ollama.requests.map(({ path }) => path)).toEqual(['/api/chat']);
  });

  it.each([
    ['no model is in memory', json({ models: [] })],
    ['an older server does not tell', json({ models: [{ name: 'demo:latest' }] })],
    ['Ollama does not say', errorAnswer(500, 'no')],
  ])('is refused all the same when %s', async (_, ps) => {
    ollama
      .answers('POST /api/chat', errorAnswer(400, 'the input length exceeds the context length'))
      .answers('GET /api/ps', ps);
    await expect(completions.create(REQUEST)).rejects.toMatchObject({
      message: '400 the input length exceeds the context length',
      code: 'context_length_exceeded',
    });
  });
});

describe('a configured model', () => {
  const CONFIGURATION = {
    aliases: { 'gpt-4o': 'demo' },
    models: {
      demo: {
        options: { num_ctx: 1024, temperature: 0.2 },
        keep_alive: '1h',
        system: 'Be brief.',
        reasoning_effort: 'none',
        default_output_tokens: 64,
        max_output_tokens: 128,
        truncation: 'auto',
      },
    },
  };

  it('answers under its alias, with its defaults', async () => {
    await withConfigurationFile(CONFIGURATION, async (path) => {
      const configured = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_CONFIG: path });
      const client = configured.client();
      const completion = await client.chat.completions.create({ ...REQUEST, model: 'gpt-4o', temperature: 1 });
      expect(completion.model).toBe('gpt-4o');
      expect(ollama.requests[0]?.body).toEqual({
        model: 'demo',
        messages: [{ role: 'system', content: 'Be brief.' }, ...NATIVE.messages],
        stream: false,
        options: { num_ctx: 1024, temperature: 1, num_predict: 64 },
        think: false,
        keep_alive: '1h',
      });
      await expect(
        client.chat.completions.create({ ...REQUEST, model: 'gpt-4o', max_completion_tokens: 129 }),
      ).rejects.toMatchObject({ status: 400, param: 'max_completion_tokens', code: 'invalid_value' });
      await configured.close();
    });
  });
});

describe('what is refused by name', () => {
  it.each<[object, string]>([
    [{ store: true }, 'store'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ audio: { voice: 'alloy', format: 'wav' } }, 'audio'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ logit_bias: { 50256: -100 } }, 'logit_bias'],
  ])('%j', async (fields, param) => {
    await expect(completions.create({ ...REQUEST, ...fields })).rejects.toMatchObject({
      status: 400,
      param,
      code: 'unsupported_parameter',
    });
    expect(ollama.requests).toEqual([]);
  });
});
