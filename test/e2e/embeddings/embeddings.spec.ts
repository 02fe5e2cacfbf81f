import { createOpenAI } from '@ai-sdk/openai';
import { OpenAIEmbeddings } from '@langchain/openai';
import { embedMany } from 'ai';
import { describe, expect, it } from 'vitest';
import { json, recorded, recordedLines, recording, text } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { embeddings } = gateway.client();

const [{ embeddings: RECORDED }] = recordedLines(recording('embed', 'array')) as [{ embeddings: number[][] }];

const answer = (vectors: number[][]) => json({ model: 'demo', embeddings: vectors, prompt_eval_count: 8 });

describe('embeddings', () => {
  it('of one text, as floats', async () => {
    ollama.answers('POST /api/embed', answer([[0.5, -0.25, 1e-7]]));
    expect(await embeddings.create({ model: 'demo', input: 'Hello!', encoding_format: 'float' })).toEqual({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25, 1e-7] }],
      model: 'demo',
      usage: { prompt_tokens: 8, total_tokens: 8 },
    });
    expect(ollama.requests.map(({ path, body }) => [path, body])).toEqual([
      ['/api/embed', { model: 'demo', input: 'Hello!', truncate: false }],
    ]);
  });

  it('of many texts, as the base64 that the client asks for by itself', async () => {
    ollama.answers('POST /api/embed', recorded('embed', 'array'));
    const { data } = await embeddings.create({ model: 'demo', input: ['Hello!', 'Paris'] });
    expect(data.map(({ index }) => index)).toEqual([0, 1]);
    expect(data.map(({ embedding }) => embedding)).toEqual(RECORDED.map((vector) => [...new Float32Array(vector)]));
    expect(ollama.requests[0]?.body).toEqual({ model: 'demo', input: ['Hello!', 'Paris'], truncate: false });
  });

  it('of token arrays', async () => {
    ollama.answers('POST /api/embed', answer([[1], [2]]), answer([[3]]));
    await embeddings.create({
      model: 'demo',
      input: [
        [3923, 374],
        [9468, 99, 247],
      ],
      encoding_format: 'float',
    });
    await embeddings.create({ model: 'demo', input: [3923, 374, 279], encoding_format: 'float' });
    expect(ollama.requests.map(({ body }) => (body as { input: unknown }).input)).toEqual([
      ['What is', '🦙'],
      'What is the',
    ]);
  });

  it('of the dimensions that are asked for', async () => {
    ollama.answers('POST /api/embed', recorded('embed', 'dimensions'));
    const { data } = await embeddings.create({
      model: 'demo',
      input: 'Hello!',
      dimensions: 8,
      encoding_format: 'float',
      user: 'somebody',
    });
    expect(data[0]?.embedding).toHaveLength(8);
    expect(ollama.requests[0]?.body).toEqual({ model: 'demo', input: 'Hello!', truncate: false, dimensions: 8 });
  });

  it('cut an input that is too long where that is asked for', async () => {
    ollama.answers('POST /api/embed', answer([[1]]));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a field of Ollama
    await embeddings.create({ model: 'demo', input: 'x', encoding_format: 'float', truncate: true } as never);
    expect(ollama.requests[0]?.body).toEqual({ model: 'demo', input: 'x', truncate: true });
  });

  it('are logged with their tokens', async () => {
    ollama.answers('POST /api/embed', answer([[1]]));
    await embeddings.create({ model: 'demo', input: 'x' });
    expect(await gateway.log.line({ route: '/v1/embeddings', promptTokens: 8 })).toMatchObject({
      status: 200,
      model: 'demo',
      stream: false,
    });
  });

  it('go byte for byte from Ollama to the client', async () => {
    ollama.answers(
      'POST /api/embed',
      text('{"prompt_eval_count": 3,\r\n "embeddings": [[0.10, -1E-7],\n [3.4028235e+38, 0]]}\n', {
        headers: { 'content-type': 'application/json' },
      }),
    );
    const response = await gateway.post('/v1/embeddings', { model: 'demo', input: ['a', 'b'] });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await response.text()).toBe(
      '{"object":"list","data":[' +
        '{"object":"embedding","index":0,"embedding":[0.10, -1E-7]},' +
        '{"object":"embedding","index":1,"embedding":[3.4028235e+38, 0]}' +
        '],"model":"demo","usage":{"prompt_tokens":3,"total_tokens":3}}',
    );
  });

  it('are 32-bit floats, little end first, in base64', async () => {
    ollama.answers('POST /api/embed', answer([[1, -2.5, 1e-7, 3.4028235e38]]));
    const response = await gateway.post('/v1/embeddings', { model: 'demo', input: 'a', encoding_format: 'base64' });
    expect(await response.text()).toBe(
      '{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAIMCVv9Yz//9/fw=="}],' +
        '"model":"demo","usage":{"prompt_tokens":8,"total_tokens":8}}',
    );
  });

  it('of 2,048 texts keep their order', async () => {
    const input = Array.from({ length: 2048 }, (_, index) => `text ${index}`);
    ollama.answers('POST /api/embed', answer(input.map((_, index) => [index, 0.5])));
    const { data } = await embeddings.create({ model: 'demo', input });
    expect(data.map(({ index, embedding }) => [index, embedding])).toEqual(
      input.map((_, index) => [index, [index, 0.5]]),
    );
  });

  it('work for the AI SDK', async () => {
    ollama.answers('POST /api/embed', recorded('embed', 'array'));
    const model = createOpenAI({ apiKey: 'unused', baseURL: `${gateway.origin}/v1` }).embedding('demo');
    const { embeddings: vectors, usage } = await embedMany({ model, values: ['Hello!', 'Paris'] });
    expect([vectors, usage.tokens]).toEqual([RECORDED, 5]);
  });

  it('work for LangChain', async () => {
    ollama.answers('POST /api/embed', recorded('embed', 'array'), recorded('embed', 'string'));
    const langChain = new OpenAIEmbeddings({
      model: 'demo',
      apiKey: 'unused',
      configuration: { baseURL: `${gateway.origin}/v1` },
    });
    const floats = RECORDED.map((vector) => [...new Float32Array(vector)]);
    expect(await langChain.embedDocuments(['Hello!', 'Paris'])).toEqual(floats);
    expect(await langChain.embedQuery('Hello!')).toEqual(floats[0]);
  });
});
