import { createOpenAI } from '@ai-sdk/openai';
import { OpenAI as LangChainCompletions } from '@langchain/openai';
import { generateText, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { type Answer, generateChunk, generateEnd, json, ndjson, recorded } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client();

const logprob = (token: string, value: number, others: [string, number][] = []) => {
  const bare = (text: string, of: number) => ({ token: text, logprob: of, bytes: [...Buffer.from(text)] });
  return { ...bare(token, value), top_logprobs: [bare(token, value), ...others.map(([name, of]) => bare(name, of))] };
};
/** Answers each prompt with itself, so that it is seen which answer belongs to which. */
const echoed: Answer = (request, response) => {
  const { prompt, options } = request.body as { prompt: string; options?: { seed?: number } };
  return json(generateEnd({ response: `<${prompt}:${options?.seed ?? ''}>` }))(request, response);
};
async function all<Chunk>(stream: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}
const choice = (index: number, text: string, fields: object = {}) => ({
  text,
  index,
  logprobs: null,
  finish_reason: 'stop',
  ...fields,
});

describe('a completion', () => {
  it('goes on with a prompt, which goes to the model as it is', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: ' a time' })));
    const before = Math.floor(Date.now() / 1000);
    const completion = await completions.create({ model: 'demo', prompt: 'Once upon', max_tokens: 5, top_p: 0 });
    expect(completion).toEqual({
      id: expect.stringMatching(/^cmpl-[0-9a-f]{32}$/) as string,
      object: 'text_completion',
      created: expect.any(Number) as number,
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [choice(0, ' a time')],
      usage: { prompt_tokens: 14, completion_tokens: 3, total_tokens: 17 },
    });
    expect(completion.created).toBeGreaterThanOrEqual(before);
    expect(ollama.requests.map(({ path, body }) => [path, body])).toEqual([
      [
        '/api/generate',
        {
          model: 'demo',
          prompt: 'Once upon',
          raw: true,
          stream: false,
          truncate: false,
          shift: false,
          options: { num_predict: 5, top_p: 0 },
        },
      ],
    ]);
  });

  it('is streamed, with one id and one time', async () => {
    ollama.answers('POST /api/generate', recorded('generate', 'length'));
    const stream = await completions.create({
      model: 'demo',
      prompt: 'Once upon',
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await all(stream);
    expect(new Set(chunks.map(({ id, created }) => `${id} ${created}`)).size).toBe(1);
    expect(chunks.map(({ choices, usage }) => [choices, usage])).toEqual([
      [[choice(0, ' a', { finish_reason: null })], null],
      [[choice(0, ' time', { finish_reason: null })], null],
      [[choice(0, ',', { finish_reason: null })], null],
      [[choice(0, '', { finish_reason: 'length' })], null],
      [[], { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }],
    ]);
  });

  it('goes through the template of the model where that is asked for', async () => {
    ollama.answers('POST /api/generate', recorded('generate', 'json'));
    const { choices } = await completions.create({
      model: 'demo',
      prompt: 'Hello!',
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a field of Ollama
      ...({ raw: false, think: true } as object),
    });
    expect(choices).toEqual([
      choice(0, 'Hello! I am a small demo model. How can I help you?', { reasoning: 'The user says hello.\n' }),
    ]);
    expect(ollama.requests[0]?.body).toEqual({
      model: 'demo',
      prompt: 'Hello!',
      stream: false,
      truncate: false,
      shift: false,
      think: true,
    });
  });

  it('is filled in before a suffix', async () => {
    ollama.answers('POST /api/generate', recorded('generate', 'suffix'));
    const request = { model: 'demo', prompt: 'def add(a, b):\n    ', suffix: '\n' };
    const { choices } = await completions.create(request);
    expect(choices).toEqual([choice(0, '    return a + b\n\nprint(add(1, 2))')]);
    expect(ollama.requests[0]?.body).toEqual({ ...request, stream: false, truncate: false, shift: false });
  });

  it('of several prompts has several choices, in their order', async () => {
    ollama.answers('POST /api/generate', echoed);
    const { choices, usage } = await completions.create({ model: 'demo', prompt: ['a', 'b'], n: 2, seed: 7 });
    expect(choices).toEqual([choice(0, '<a:7>'), choice(1, '<a:8>'), choice(2, '<b:7>'), choice(3, '<b:8>')]);
    expect(usage).toEqual({ prompt_tokens: 28, completion_tokens: 12, total_tokens: 40 });
  });

  it('of token arrays is one of their texts', async () => {
    ollama.answers('POST /api/generate', echoed);
    const { choices } = await completions.create({
      model: 'demo',
      prompt: [
        [3923, 374],
        [9468, 99, 247],
      ],
      echo: true,
    });
    expect(choices).toEqual([choice(0, 'What is<What is:>'), choice(1, '🦙<🦙:>')]);
    const one = await completions.create({ model: 'demo', prompt: [3923, 374, 279] });
    expect(one.choices).toEqual([choice(0, '<What is the:>')]);
  });

  it('is the best of several', async () => {
    const answered = (response: string, value: number) =>
      json(generateEnd({ response, logprobs: [logprob(response, value)] }));
    ollama.answers('POST /api/generate', answered('good', -1), answered('best', -0.5), answered('bad', -2));
    const { choices, usage } = await completions.create({ model: 'demo', prompt: 'x', best_of: 3, n: 1 });
    expect(choices).toEqual([choice(0, 'best')]);
    expect(usage).toEqual({ prompt_tokens: 14, completion_tokens: 9, total_tokens: 23 });
    expect(ollama.requests.map(({ body }) => (body as { logprobs: boolean }).logprobs)).toEqual([true, true, true]);
  });

  it('streams the choices of several prompts side by side', async () => {
    const streamed: Answer = (request, response) => {
      const { prompt } = request.body as { prompt: string };
      return ndjson([generateChunk(prompt), generateChunk(prompt.toUpperCase()), generateEnd()])(request, response);
    };
    ollama.answers('POST /api/generate', streamed);
    const stream = await completions.create({ model: 'demo', prompt: ['a', 'b'], stream: true, echo: true });
    const texts = ['', ''];
    const reasons: unknown[] = [];
    for await (const { choices } of stream) {
      for (const { index, text, finish_reason: reason } of choices) {
        texts[index] += text;
        if (reason) reasons[index] = reason;
      }
    }
    expect(texts).toEqual(['aaA', 'bbB']);
    expect(reasons).toEqual(['stop', 'stop']);
  });

  it('works for LangChain', async () => {
    ollama.answers('POST /api/generate', recorded('generate', 'length'));
    const langChain = new LangChainCompletions({
      model: 'demo',
      apiKey: 'unused',
      maxTokens: 3,
      configuration: { baseURL: `${gateway.origin}/v1` },
    });
    expect(await all(await langChain.stream('Once upon'))).toEqual([' a', ' time', ',', '']);
    ollama.answers('POST /api/generate', json(generateEnd({ response: ' a time', done_reason: 'length' })));
    expect(await langChain.invoke('Once upon')).toBe(' a time');
  });
});

describe('a completion, for the AI SDK', () => {
  const model = createOpenAI({ apiKey: 'unused', baseURL: `${gateway.origin}/v1` }).completion('demo');

  it('is whole', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: ' a time', done_reason: 'length' })));
    const { text, finishReason, usage } = await generateText({ model, prompt: 'Once upon' });
    expect([text, finishReason, usage.inputTokens, usage.outputTokens]).toEqual([' a time', 'length', 14, 3]);
    expect(ollama.requests[0]?.body).toMatchObject({ raw: true, options: { stop: ['\nuser:'] } });
  });

  it('is streamed', async () => {
    ollama.answers('POST /api/generate', recorded('generate', 'length'));
    const stream = streamText({ model, prompt: 'Once upon' });
    expect(await all(stream.textStream)).toEqual([' a', ' time', ',']);
    expect([await stream.finishReason, (await stream.usage).totalTokens]).toEqual(['length', 8]);
  });
});

describe('log probabilities, byte for byte', () => {
  const REQUEST = { model: 'demo', prompt: 'Once upon', logprobs: 1 };
  const A = [logprob(' a', -0.25, [[' the', -1.5]])];
  const TIME = [logprob(' time', -0.5)];

  const parts = (text: string) =>
    text.replaceAll(/cmpl-[0-9a-f]{32}/g, 'ID').replaceAll(/"created":\d+/g, '"created":0');

  it('of a whole answer', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: ' a time', logprobs: [...A, ...TIME] })));
    const response = await gateway.post('/v1/completions', REQUEST);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(parts(await response.text())).toBe(
      '{"id":"ID","object":"text_completion","created":0,"model":"demo","system_fingerprint":"fp_ollama",' +
        '"choices":[{"text":" a time","index":0,"logprobs":{"tokens":[" a"," time"],"token_logprobs":[-0.25,-0.5],' +
        '"top_logprobs":[{" a":-0.25},{" time":-0.5}],"text_offset":[9,11]},"finish_reason":"stop"}],' +
        '"usage":{"prompt_tokens":14,"completion_tokens":3,"total_tokens":17}}',
    );
    expect(ollama.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 1 });
  });

  it('of a stream', async () => {
    ollama.answers(
      'POST /api/generate',
      ndjson([generateChunk(' a', { logprobs: A }), generateChunk(' time', { logprobs: TIME }), generateEnd()]),
    );
    const response = await gateway.post('/v1/completions', { ...REQUEST, logprobs: 2, stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const head =
      'data: {"id":"ID","object":"text_completion","created":0,"model":"demo","system_fingerprint":"fp_ollama",' +
      '"choices":[{"text":';
    expect(parts(await response.text())).toBe(
      `${head}" a","index":0,"logprobs":{"tokens":[" a"],"token_logprobs":[-0.25],` +
        '"top_logprobs":[{" a":-0.25," the":-1.5}],"text_offset":[9]},"finish_reason":null}]}\n\n' +
        `${head}" time","index":0,"logprobs":{"tokens":[" time"],"token_logprobs":[-0.5],` +
        '"top_logprobs":[{" time":-0.5}],"text_offset":[11]},"finish_reason":null}]}\n\n' +
        `${head}"","index":0,"logprobs":null,"finish_reason":"stop"}]}\n\n` +
        'data: [DONE]\n\n',
    );
  });

  it('are told to be missing in a header, where Ollama has none', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: 'x' })));
    const whole = await gateway.post('/v1/completions', REQUEST);
    expect(whole.headers.get('x-ignored-fields')).toBe('logprobs');
    ollama.answers('POST /api/generate', ndjson([generateChunk('x'), generateEnd()]));
    const streamed = await gateway.post('/v1/completions', { ...REQUEST, stream: true });
    expect(streamed.headers.get('x-ignored-fields')).toBe('logprobs');
    await streamed.text();
  });
});
