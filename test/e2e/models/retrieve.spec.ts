import { describe, expect, it } from 'vitest';
import { withConfigurationFile } from '../../support/configuration-file.js';
import { json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await withConfigurationFile(
  { aliases: { 'gpt-4o': 'demo', 'org/alias': 'hf.co/org/repo:Q4_K_M', gone: 'x' } },
  (GATEWAY_CONFIG) => gatewayOnFakeOllama({ GATEWAY_CONFIG }),
);
const { models } = gateway.client();

const NAMES = ['llama3.2:1b', 'demo:latest', 'hf.co/org/repo:Q4_K_M'];
const TAGS = json({ models: NAMES.map((name) => ({ name, modified_at: '2026-11-24T00:07:01.086044217Z' })) });

describe('one model', () => {
  it.each([
    ['demo', 'demo', 'library'],
    ['demo:latest', 'demo:latest', 'library'],
    ['library%2Fllama3.2:1b', 'library/llama3.2:1b', 'library'],
    ['library/llama3.2%3A1b', 'library/llama3.2:1b', 'library'],
    ['hf.co/org/repo:Q4_K_M', 'hf.co/org/repo:Q4_K_M', 'org'],
    ['hf.co%2Forg%2Frepo%3AQ4_K_M', 'hf.co/org/repo:Q4_K_M', 'org'],
    ['gpt-4o', 'gpt-4o', 'ollama-gateway'],
    ['org/alias', 'org/alias', 'ollama-gateway'],
  ])('is found by the path %s', async (path, id, owned_by) => {
    ollama.answers('GET /api/tags', TAGS);
    const response = await gateway.fetch(`/v1/models/${path}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id, object: 'model', created: 1795478821, owned_by });
  });

  it.each(NAMES)('is found by the official client: %s', async (name) => {
    ollama.answers('GET /api/tags', TAGS);
    expect((await models.retrieve(name)).id).toBe(name);
  });

  it.each(['nope', 'gone', 'org/repo:Q4_K_M', 'demo:1b'])('is missing: %s', async (name) => {
    ollama.answers('GET /api/tags', TAGS);
    await expect(models.retrieve(name)).rejects.toMatchObject({
      status: 404,
      error: {
        message: `The model '${name}' does not exist. Installed: 'llama3.2:1b', 'demo:latest', 'hf.co/org/repo:Q4_K_M'.`,
        type: 'not_found_error',
        param: 'model',
        code: 'model_not_found',
      },
    });
  });

  it.each([
    ['demo', 200],
    ['nope/x', 404],
  ])('can be asked for with HEAD: %s', async (path, status) => {
    const response = await gateway.fetch(`/v1/models/${path}`, { method: 'HEAD' });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
  });

  it('is listed by its aliases too, unless there is none', async () => {
    ollama.answers('GET /api/tags', TAGS);
    const { data } = await models.list();
    expect(data.map(({ id, owned_by }) => [id, owned_by])).toEqual([
      ['llama3.2:1b', 'library'],
      ['demo:latest', 'library'],
      ['hf.co/org/repo:Q4_K_M', 'org'],
      ['gpt-4o', 'ollama-gateway'],
      ['org/alias', 'ollama-gateway'],
    ]);
  });

  it('does not have other methods', async () => {
    const response = await gateway.post('/v1/models/hf.co/org/repo', {});
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, DELETE');
  });
});
