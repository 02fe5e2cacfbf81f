import { describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, errorAnswer, json, ndjson } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };
const CANNOT_THINK = errorAnswer(400, '"demo" does not support thinking');
const whole = (content: string, thinking?: string) =>
  json(chatEnd({ message: { role: 'assistant', content, ...(thinking && { thinking }) } }));
const thinks = () => ollama.requests.map(({ body }) => (body as { think?: unknown }).think);

describe('a reasoning effort for a model that does not think', () => {
  it('is dropped, and said', async () => {
    ollama.answers('POST /api/chat', CANNOT_THINK, whole('Hi'));
    const { data, response } = await completions.create({ ...REQUEST, reasoning_effort: 'high' }).withResponse();
    expect(data.choices[0]?.message.content).toBe('Hi');
    expect(response.headers.get('x-ignored-fields')).toBe('reasoning_effort');
    expect(thinks()).toEqual(['high', undefined]);
  });

  it('is dropped, and said before the first byte of a stream', async () => {
    ollama.answers('POST /api/chat', CANNOT_THINK, ndjson([chatChunk('Hi'), chatEnd()]));
    const { data, response } = await completions
      .create({ ...REQUEST, reasoning_effort: 'low', stream: true, ...({ frobnicate: 1 } as object) })
      .withResponse();
    expect(response.headers.get('x-ignored-fields')).toBe('frobnicate, reasoning_effort');
    const contents: unknown[] = [];
    for await (const { choices } of data) contents.push(choices[0]?.delta.content);
    expect(contents).toEqual(['Hi', undefined]);
  });

  it('is dropped for all choices', async () => {
    ollama.answers('POST /api/chat', CANNOT_THINK, CANNOT_THINK, whole('Hi'));
    const { choices } = await completions.create({ ...REQUEST, reasoning_effort: 'high', n: 2 });
    expect(choices.map(({ message }) => message.content)).toEqual(['Hi', 'Hi']);
  });

  it('is refused where that is configured', async () => {
    const strict = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_UNSUPPORTED_REASONING: 'refuse' });
    ollama.answers('POST /api/chat', CANNOT_THINK);
    const asked = strict.client().chat.completions.create({ ...REQUEST, reasoning_effort: 'high' });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      error: {
        message: "'reasoning_effort' is not supported: the model 'demo' does not think.",
        type: 'invalid_request_error',
        param: 'reasoning_effort',
        code: 'unsupported_parameter',
      },
    });
    expect(ollama.requests).toHaveLength(1);
    await strict.close();
  });

  it('is refused where the client has said so in Ollama’s own word', async () => {
    ollama.answers('POST /api/chat', CANNOT_THINK);
    const asked = completions.create({ ...REQUEST, ...({ think: true } as object) });
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'think', code: 'unsupported_parameter' });
    expect(thinks()).toEqual([true]);
  });
});

describe('what the model thinks', () => {
  it('is named as configured', async () => {
    const both = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_REASONING_FIELD: 'both' });
    ollama.answers('POST /api/chat', whole('Hi', 'Hm.'));
    const { choices } = await both.client().chat.completions.create(REQUEST);
    expect(choices[0]?.message).toEqual({
      role: 'assistant',
      content: 'Hi',
      reasoning: 'Hm.',
      reasoning_content: 'Hm.',
      refusal: null,
    });
    await both.close();
  });

  it('is taken back by either name', async () => {
    ollama.answers('POST /api/chat', whole('Hi'));
    for (const name of ['reasoning', 'reasoning_content']) {
      const remembered = { role: 'assistant' as const, content: 'Hi', [name]: 'Hm.' };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await completions.create({ ...REQUEST, messages: [...REQUEST.messages, remembered, ...REQUEST.messages] });
    }
    for (const { body } of ollama.requests) {
      expect((body as { messages: unknown[] }).messages[1]).toEqual({
        role: 'assistant',
        content: 'Hi',
        thinking: 'Hm.',
      });
    }
    expect(ollama.requests).toHaveLength(2);
  });
});

describe('an older server', () => {
  it('gives no log probabilities, which is said', async () => {
    ollama.answers(
      'POST /api/chat',
      whole('Hi'),
      json({ ...chatEnd(), logprobs: null }),
      ndjson([chatChunk('Hi'), chatEnd()]),
    );
    for (let answers = 0; answers < 2; answers++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answered = await completions.create({ ...REQUEST, logprobs: true }).withResponse();
      expect(answered.data.choices[0]?.logprobs).toBeNull();
      expect(answered.response.headers.get('x-ignored-fields')).toBe('logprobs');
    }
    const streamed = await completions.create({ ...REQUEST, logprobs: true, stream: true }).withResponse();
    expect(streamed.response.headers.get('x-ignored-fields')).toBe('logprobs');
    for await (const { choices } of streamed.data) expect(choices[0]?.logprobs).toBeNull();
  });
});
