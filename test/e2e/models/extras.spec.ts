import { describe, expect, it } from 'vitest';
import { type Answer, errorAnswer, json, PacedStream, recorded } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });
const { models } = gateway.client();

const show = (tokens: number) => ({
  model_info: { 'general.architecture': 'llama', 'llama.context_length': tokens },
  capabilities: ['completion', 'vision'],
});

/** The gateway remembers by digest: each test has its own. */
function tags(count: number, test: string) {
  return json({
    models: Array.from({ length: count }, (_, index) => ({
      name: `m${index}:latest`,
      modified_at: '2026-11-24T00:07:01.086044217Z',
      digest: `${test}-${index}`,
      size: 1000 + index,
      details: { parameter_size: '1.2B', quantization_level: 'Q4_K_M' },
    })),
  });
}

const plain = (index: number) => ({
  id: `m${index}:latest`,
  object: 'model',
  created: 1795478821,
  owned_by: 'library',
  quantization: 'Q4_K_M',
  parameter_size: '1.2B',
  size: 1000 + index,
});

const described = (index: number) => ({
  ...plain(index),
  context_length: 8192,
  capabilities: ['completion', 'vision'],
  modalities: { input: ['text', 'image'], output: ['text'] },
});

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

const questions = () => ollama.requests.filter(({ path }) => path === '/api/show');

describe('what is known beside the list', () => {
  it('is asked a few at a time, and once', async () => {
    let underWay = 0;
    let most = 0;
    const answer: Answer = async (request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      await json(show(8192))(request, response);
    };
    ollama.answers('GET /api/tags', tags(200, 'many'));
    ollama.answers('POST /api/show', answer);
    const all = Array.from({ length: 200 }, (_, index) => described(index));
    const lists = await Promise.all([models.list(), models.list()]);
    expect(lists.map(({ data }) => data.map(({ id }) => id))).toEqual([ids(all), ids(all)]);
    // A machine that is very busy needs more than the second that a list waits.
    await expect.poll(async () => (await models.list()).data).toEqual(all);
    const asked = questions().map(({ body }) => (body as { model: string }).model);
    expect(asked.toSorted()).toEqual(ids(all).toSorted());
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('is not waited for long, and is there when it has come', async () => {
    const slow = new PacedStream({ headers: { 'content-type': 'application/json' } });
    ollama.answers('GET /api/tags', tags(1, 'slow'));
    ollama.answers('POST /api/show', slow.answer);
    expect((await models.list()).data).toEqual([plain(0)]);
    expect(await models.retrieve('m0')).toEqual({ ...plain(0), id: 'm0' });
    await slow.end(show(8192));
    await expect.poll(() => models.retrieve('m0')).toEqual({ ...described(0), id: 'm0' });
    expect(questions()).toHaveLength(1);
  });

  it('is left out where Ollama cannot tell, and asked again', async () => {
    ollama.answers('GET /api/tags', tags(1, 'failing'));
    ollama.answers('POST /api/show', errorAnswer(500, 'unexpected EOF'), json(show(8192)));
    expect((await models.list()).data).toEqual([plain(0)]);
    expect((await models.list()).data).toEqual([described(0)]);
  });

  it('is told of the recorded model', async () => {
    expect(await models.retrieve('demo')).toEqual({
      id: 'demo',
      object: 'model',
      created: 1795478821,
      owned_by: 'library',
      context_length: 2048,
      capabilities: ['completion', 'tools', 'insert', 'thinking'],
      modalities: { input: ['text'], output: ['text'] },
      quantization: 'F16',
      parameter_size: '1.79M',
      size: 3633696,
    });
    ollama.answers('GET /api/tags', recorded('server', 'tags'));
    expect(ids((await models.list()).data)).toEqual(['demo:latest']);
  });
});
