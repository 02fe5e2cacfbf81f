import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withConfigurationFile } from '../../support/configuration-file.js';
import { FakeOllama } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';

let ollama: FakeOllama;

beforeAll(async () => {
  ollama = await FakeOllama.start();
});
afterEach(() => ollama.reset());
afterAll(() => ollama.close());

const deletions = () => ollama.requests.filter(({ method }) => method === 'DELETE');

describe('the deletion of a model, where it is allowed', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await withConfigurationFile({ aliases: { 'gpt-4o': 'demo' }, delete_models: true }, (GATEWAY_CONFIG) =>
      Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_CONFIG }),
    );
  });
  afterAll(() => gateway.close());

  it('is handed on to Ollama', async () => {
    expect(await gateway.client().models.delete('demo')).toEqual({ id: 'demo', object: 'model', deleted: true });
    expect(deletions().map(({ path, body }) => [path, body])).toEqual([['/api/delete', { model: 'demo' }]]);
  });

  it('may say what type the body has that it has not, as the official Python client does', async () => {
    const response = await gateway.fetch('/v1/models/demo', {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toEqual([200, { id: 'demo', object: 'model', deleted: true }]);
    expect(deletions()).toHaveLength(1);
  });

  it('does not find a model that is not there', async () => {
    await expect(gateway.client().models.delete('hf.co/org/nope')).rejects.toMatchObject({
      status: 404,
      error: {
        message: "The model 'hf.co/org/nope' does not exist. Installed: 'demo:latest'.",
        type: 'not_found_error',
        param: 'model',
        code: 'model_not_found',
      },
    });
  });

  it('does not take an alias for a model', async () => {
    await expect(gateway.client().models.delete('gpt-4o')).rejects.toMatchObject({
      status: 400,
      error: {
        message: "'gpt-4o' is another name of 'demo', given by the configuration: delete 'demo'.",
        type: 'invalid_request_error',
        param: 'model',
        code: 'invalid_value',
      },
    });
    expect(deletions()).toEqual([]);
  });
});

describe('the deletion of a model, unless configured', () => {
  it('is refused', async () => {
    const gateway = await Gateway.start({ OLLAMA_HOST: ollama.origin });
    await expect(gateway.client().models.delete('demo')).rejects.toMatchObject({
      status: 403,
      error: {
        message: 'Models cannot be deleted here: GATEWAY_DELETE_MODELS=true allows it.',
        type: 'permission_error',
        param: null,
        code: 'deletion_not_allowed',
      },
    });
    expect(deletions()).toEqual([]);
    await gateway.close();
  });
});
