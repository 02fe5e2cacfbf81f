import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import {
  chatChunk,
  chatEnd,
  errorAnswer,
  json,
  ndjson,
  PacedStream,
  silence,
} from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_MAX_CHOICES: '3' });
const { completions } = gateway.client().chat;

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };
const whole = (content: string) => json(chatEnd({ message: { role: 'assistant', content } }));

const seedsAsked = () => ollama.requests.map(({ body }) => (body as { options: { seed: number } }).options.seed);

describe('several choices', () => {
  it('are generated side by side and counted together', async () => {
    ollama.answers('POST /api/chat', whole('Hi'));
    const completion = await completions.create({ ...REQUEST, n: 3, seed: 40 });
    const message = { role: 'assistant', content: 'Hi', refusal: null };
    expect(completion.choices).toEqual(
      [0, 1, 2].map((index) => ({ index, message, logprobs: null, finish_reason: 'stop' })),
    );
    expect(completion.usage).toEqual({ prompt_tokens: 14, completion_tokens: 9, total_tokens: 23 });
    const seeds = seedsAsked();
    expect(new Set(seeds)).toEqual(new Set([40, 41, 42]));
    expect(await gateway.log.line({ promptTokens: 14, completionTokens: 9 })).toMatchObject({ status: 200 });
  });

  it('are told as they come', async () => {
    const streams = [new PacedStream(), new PacedStream()] as const;
    ollama.answers('POST /api/chat', streams[0].answer, streams[1].answer);
    void streams[0].write(chatChunk('a'));
    const stream = await completions.create({
      ...REQUEST,
      n: 2,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: ChatCompletionChunk[] = [];
    const reading = (async () => {
      for await (const chunk of stream) chunks.push(chunk);
    })();
    await streams[1].end(chatEnd({ message: { role: 'assistant', content: 'b' } }));
    await streams[0].end(chatEnd());
    await reading;
    const of = (wanted: number) =>
      chunks
        .flatMap(({ choices }) => choices)
        .filter(({ index }) => index === wanted)
        .map(({ delta, finish_reason }) => [delta, finish_reason]);
    expect([of(0), of(1)].map((told) => told.map(([delta]) => (delta as { role?: string }).role))).toEqual([
      ['assistant', undefined],
      ['assistant', undefined],
    ]);
    expect(of(0).at(-1)).toEqual([{}, 'stop']);
    expect(of(1).at(-1)).toEqual([{}, 'stop']);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 14, completion_tokens: 6, total_tokens: 20 },
    });
    expect(chunks.filter(({ usage }) => usage !== null)).toHaveLength(1);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it('fail when one of them fails, and the others are broken off', async () => {
    ollama.answers('POST /api/chat', silence(), errorAnswer(500, 'runner failed'));
    await expect(completions.create({ ...REQUEST, n: 2 })).rejects.toMatchObject({
      status: 500,
      code: 'upstream_error',
    });
    await ollama.requests[0]?.aborted;
    expect(ollama.requests).toHaveLength(2);
  });

  it('end a stream with an error when one of them fails', async () => {
    const first = new PacedStream();
    ollama.answers('POST /api/chat', first.answer, ndjson([chatChunk('b'), { error: 'runner failed' }]));
    void first.write(chatChunk('a'));
    const stream = await completions.create({ ...REQUEST, n: 2, stream: true });
    const read = async () => {
      for await (const { choices } of stream) expect(choices[0]?.finish_reason).toBeNull();
    };
    await expect(read()).rejects.toMatchObject({ error: { code: 'upstream_error' } });
    await (
      await first.request
    ).aborted;
  });

  it('are all broken off when the client goes', async () => {
    ollama.answers('POST /api/chat', silence());
    const left = new AbortController();
    const asked = completions.create({ ...REQUEST, n: 3 }, { signal: left.signal });
    await ollama.received(3);
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await Promise.all(ollama.requests.map(({ aborted }) => aborted));
  });

  it('are asked for again one by one, two at the same time too', async () => {
    ollama.answers('POST /api/chat', whole('{"a":1}'), whole('no'), whole('nor'), whole('{"b":1}'), whole('{"b":2}'));
    const { choices } = await completions.create({
      ...REQUEST,
      n: 3,
      response_format: { type: 'json_object' },
      seed: 0,
    });
    expect(choices.map(({ message }) => message.content?.slice(0, 3))).toEqual(
      expect.arrayContaining(['{"a', '{"b', '{"b']),
    );
    const seeds = seedsAsked();
    expect(new Set(seeds.slice(0, 3))).toEqual(new Set([0, 1, 2]));
    expect(new Set(seeds).size).toBe(5);
  });

  it('are limited', async () => {
    await expect(completions.create({ ...REQUEST, n: 4 })).rejects.toMatchObject({
      status: 400,
      error: {
        message: "'n' is too large: 4. At most 3 choices are generated here.",
        type: 'invalid_request_error',
        param: 'n',
        code: 'invalid_value',
      },
    });
    expect(ollama.requests).toEqual([]);
  });
});
