import { describe, expect, it } from 'vitest';
import { errorAnswer, json, recorded } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });
const { models } = gateway.client();

describe('the list of models', () => {
  it('has what is installed, in Ollama’s order', async () => {
    ollama.answers(
      'GET /api/tags',
      json({
        models: [
          { name: 'demo:latest', modified_at: '2026-11-24T00:07:01.086044217Z' },
          { name: 'hf.co/bartowski/Llama-3.2-1B:Q4_K_M', modified_at: '2026-01-02T03:04:05+01:00' },
        ],
      }),
    );
    const response = await gateway.fetch('/v1/models');
    expect(await response.json()).toEqual({
      object: 'list',
      data: [
        { id: 'demo:latest', object: 'model', created: 1795478821, owned_by: 'library' },
        {
          id: 'hf.co/bartowski/Llama-3.2-1B:Q4_K_M',
          object: 'model',
          created: 1767319445,
          owned_by: 'bartowski',
        },
      ],
    });
  });

  it('is read by the official client', async () => {
    ollama.answers('GET /api/tags', recorded('models', 'tags-three'));
    const ids: string[] = [];
    for await (const { id } of models.list()) ids.push(id);
    expect(ids).toEqual(['copied:latest', 'demo:latest', 'tuned:latest', 'tuned2:latest']);
  });

  it.each([[[]], [null]])('is empty when Ollama says %j', async (installed) => {
    ollama.answers('GET /api/tags', json({ models: installed }));
    expect((await models.list()).data).toEqual([]);
  });

  it('can be asked for with HEAD', async () => {
    const response = await gateway.fetch('/v1/models', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe('');
  });

  it('fails as Ollama fails', async () => {
    ollama.answers('GET /api/tags', errorAnswer(500, 'open /root/.ollama/models/manifests: permission denied'));
    await expect(models.list()).rejects.toMatchObject({
      status: 500,
      error: { message: 'open [path]: permission denied', type: 'api_error', param: null, code: 'upstream_error' },
    });
  });
});
