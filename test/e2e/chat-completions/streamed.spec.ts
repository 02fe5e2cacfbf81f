import { describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, ndjson, recorded } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const QUESTION = { role: 'user' as const, content: 'What is the capital of France?' };
const REQUEST = { model: 'demo', messages: [QUESTION], stream: true as const };
const ANSWER = [chatChunk('Par'), chatChunk('is.'), chatEnd()];
const USAGE = { prompt_tokens: 14, completion_tokens: 3, total_tokens: 17 };

/** The chunks of a stream, and what they all have in common. */
async function read<Chunk extends { id: string; created: number }>(stream: AsyncIterable<Chunk>) {
  const chunks: Omit<Chunk, 'id' | 'created'>[] = [];
  const ids = new Set<string>();
  const times = new Set<number>();
  for await (const { id, created, ...chunk } of stream) {
    ids.add(id);
    times.add(created);
    chunks.push(chunk);
  }
  return { chunks, ids: [...ids], times: [...times] };
}

function chunk(delta: object, { finish_reason = null as string | null, logprobs = null as object | null } = {}) {
  return {
    object: 'chat.completion.chunk',
    model: 'demo',
    system_fingerprint: 'fp_ollama',
    choices: [{ index: 0, delta, logprobs, finish_reason }],
  };
}

describe('a streamed chat completion', () => {
  it('comes in chunks of one id and time', async () => {
    ollama.answers('POST /api/chat', ndjson(ANSWER));
    const { chunks, ids, times } = await read(await completions.create(REQUEST));
    expect(chunks).toEqual([
      chunk({ role: 'assistant', content: 'Par' }),
      chunk({ content: 'is.' }),
      chunk({}, { finish_reason: 'stop' }),
    ]);
    expect(ids).toEqual([expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/)]);
    expect(times).toEqual([expect.any(Number)]);
    expect(ollama.requests[0]?.body).toEqual({
      model: 'demo',
      messages: [QUESTION],
      stream: true,
      truncate: false,
      shift: false,
    });
  });

  it('ends with a usage chunk when it is asked for', async () => {
    ollama.answers('POST /api/chat', ndjson(ANSWER));
    const { chunks } = await read(await completions.create({ ...REQUEST, stream_options: { include_usage: true } }));
    expect(chunks).toEqual([
      { ...chunk({ role: 'assistant', content: 'Par' }), usage: null },
      { ...chunk({ content: 'is.' }), usage: null },
      { ...chunk({}, { finish_reason: 'stop' }), usage: null },
      { ...chunk({}), choices: [], usage: USAGE },
    ]);
  });

  it('tells what the model thinks, as it thinks', async () => {
    ollama.answers(
      'POST /api/chat',
      ndjson([
        chatChunk({ thinking: 'Fran' }),
        chatChunk({ thinking: 'ce…' }),
        chatChunk('Paris.'),
        chatEnd({ done_reason: 'length' }),
      ]),
    );
    const { chunks } = await read(await completions.create({ ...REQUEST, reasoning_effort: 'high' }));
    expect(chunks).toEqual([
      chunk({ role: 'assistant', content: '', reasoning: 'Fran' }),
      chunk({ content: '', reasoning: 'ce…' }),
      chunk({ content: 'Paris.' }),
      chunk({}, { finish_reason: 'length' }),
    ]);
  });

  it('tells log probabilities with their tokens', async () => {
    const logprob = (token: string, value: number) => ({ token, logprob: value, bytes: [...Buffer.from(token)] });
    ollama.answers(
      'POST /api/chat',
      ndjson([
        chatChunk('Par', { logprobs: [{ ...logprob('Par', -0.5), top_logprobs: [logprob('Par', -0.5)] }] }),
        chatChunk('is', { logprobs: [logprob('is', -0.25)] }),
        chatEnd(),
      ]),
    );
    const { chunks } = await read(await completions.create({ ...REQUEST, logprobs: true, top_logprobs: 1 }));
    expect(chunks).toEqual([
      chunk(
        { role: 'assistant', content: 'Par' },
        { logprobs: { content: [{ ...logprob('Par', -0.5), top_logprobs: [logprob('Par', -0.5)] }], refusal: null } },
      ),
      chunk(
        { content: 'is' },
        { logprobs: { content: [{ ...logprob('is', -0.25), top_logprobs: [] }], refusal: null } },
      ),
      chunk({}, { finish_reason: 'stop' }),
    ]);
  });

  it('gathers to a whole completion in the client’s stream helper', async () => {
    ollama.answers('POST /api/chat', recorded('chat', 'think-true'));
    const deltas: string[] = [];
    const stream = completions
      .stream({ model: 'demo', messages: [QUESTION], stream_options: { include_usage: true } })
      .on('content', (delta) => deltas.push(delta));
    expect(await stream.finalContent()).toBe('2 + 3 = 5');
    expect(deltas.join('')).toBe('2 + 3 = 5');
    expect(await stream.finalChatCompletion()).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [
        {
          index: 0,
          message: expect.objectContaining({ role: 'assistant', content: '2 + 3 = 5' }),
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: expect.objectContaining({ prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) }),
    });
  });

  it('is, byte for byte, what the official clients are made for', async () => {
    ollama.answers('POST /api/chat', ndjson([chatChunk('Zürich "1"\n'), chatChunk('\u2028'), chatEnd()]));
    const response = await gateway.post('/v1/chat/completions', {
      ...REQUEST,
      stream_options: { include_usage: true },
    });
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/),
      'transfer-encoding': 'chunked',
      date: expect.any(String),
      connection: 'keep-alive',
      'keep-alive': 'timeout=620',
    });
    const text = await response.text();
    const [, id, created] = /"id":"([^"]+)".*?"created":(\d+)/.exec(text) ?? [];
    const event = (rest: string) =>
      `data: {"id":"${id}","object":"chat.completion.chunk","created":${created},"model":"demo",` +
      `"system_fingerprint":"fp_ollama",${rest}}\n\n`;
    expect(text).toBe(
      event(
        '"choices":[{"index":0,"delta":{"role":"assistant","content":"Zürich \\"1\\"\\n"},"logprobs":null,"finish_reason":null}],"usage":null',
      ) +
        event(
          '"choices":[{"index":0,"delta":{"content":"\u2028"},"logprobs":null,"finish_reason":null}],"usage":null',
        ) +
        event('"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null') +
        event('"choices":[],"usage":{"prompt_tokens":14,"completion_tokens":3,"total_tokens":17}') +
        'data: [DONE]\n\n',
    );
  });
});
