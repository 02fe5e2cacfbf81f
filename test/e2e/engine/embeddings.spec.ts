import { OpenAIEmbeddings } from '@langchain/openai';
import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
afterAll(() => gateway.close());

const { embeddings } = gateway.client();

const HELLO = { model: 'demo', input: 'Hello!' };
const LENGTH = 160;

describe('the embedded engine, asked for embeddings with the official client', () => {
  it('gives the same as floats and as base64', async () => {
    const floats = await embeddings.create({ ...HELLO, encoding_format: 'float' });
    const base64 = await embeddings.create(HELLO);
    const [{ embedding } = { embedding: [] }] = floats.data;
    expect(embedding).toHaveLength(LENGTH);
    expect(base64.data).toEqual([{ object: 'embedding', index: 0, embedding: [...new Float32Array(embedding)] }]);
    expect(base64.usage).toEqual(floats.usage);
    expect(floats.usage.prompt_tokens).toBeGreaterThan(0);
  });

  it('gives one for each text, and the same for their tokens', async () => {
    const texts = ['Hello!', 'What is the capital of France?'];
    const of = async (input: string[] | number[][]) => (await embeddings.create({ model: 'demo', input })).data;
    const vectors = await of(texts);
    expect(vectors.map(({ index }) => index)).toEqual([0, 1]);
    expect(vectors[0]?.embedding).not.toEqual(vectors[1]?.embedding);
    expect(await of(texts.map((text) => encode(text)))).toEqual(vectors);
  });

  it('makes them shorter, and not longer', async () => {
    const { data } = await embeddings.create({ ...HELLO, dimensions: 8 });
    expect(data[0]?.embedding).toHaveLength(8);
    await expect(embeddings.create({ ...HELLO, dimensions: LENGTH + 1 })).rejects.toMatchObject({
      status: 400,
      param: 'dimensions',
    });
  });

  it('refuses an input that is longer than the context, unless it is to be cut', async () => {
    const long = { model: 'demo', input: 'word '.repeat(3000) };
    await expect(embeddings.create(long)).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'input',
    });
    const { data } = await embeddings.create({ ...long, ...({ truncate: true } as object) });
    expect(data[0]?.embedding).toHaveLength(LENGTH);
  });

  it('works for LangChain', async () => {
    const langChain = new OpenAIEmbeddings({
      model: 'demo',
      apiKey: 'unused',
      configuration: { baseURL: `${gateway.origin}/v1` },
    });
    const [first, second] = await langChain.embedDocuments(['Hello!', 'Paris']);
    expect(first).toHaveLength(LENGTH);
    expect(second).toHaveLength(LENGTH);
    expect(await langChain.embedQuery('Hello!')).toEqual(first);
  });
});
