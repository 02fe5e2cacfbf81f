import { Ollama } from 'ollama';
import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({
  GATEWAY_UPSTREAM: 'engine',
  GATEWAY_NATIVE_API: 'inference,read,manage',
});
afterAll(() => gateway.close());

const client = new Ollama({ host: gateway.origin });
const REQUEST = {
  model: 'demo',
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
  think: false,
  options: { temperature: 0 },
};
const IN_FRANCE = 'The capital of France is Paris.';

describe('the embedded engine, asked with the ollama package', () => {
  it('chats', async () => {
    const { message, done_reason } = await client.chat(REQUEST);
    expect([message.content, done_reason]).toEqual([IN_FRANCE, 'stop']);
    let streamed = '';
    for await (const chunk of await client.chat({ ...REQUEST, stream: true })) streamed += chunk.message.content;
    expect(streamed).toBe(IN_FRANCE);
  });

  it('embeds', async () => {
    const { embeddings } = await client.embed({ model: 'demo', input: ['Hello!', 'Paris'] });
    expect(embeddings).toHaveLength(2);
  });

  it('tells of itself and its model', async () => {
    expect((await client.list()).models.map(({ name }) => name)).toEqual(['demo:latest']);
    expect((await client.ps()).models.map(({ name }) => name)).toEqual(['demo:latest']);
    expect((await client.show({ model: 'demo' })).capabilities).toContain('completion');
    expect(await client.version()).toEqual({ version: expect.any(String) as string });
  });

  it('says what it cannot do, in Ollama’s form', async () => {
    const upload = await gateway.fetch(`/api/blobs/sha256:${'0'.repeat(64)}`, { method: 'POST', body: 'x' });
    expect([upload.status, await upload.json()]).toEqual([501, { error: expect.any(String) as string }]);
    await expect(client.chat({ ...REQUEST, model: 'nope' })).rejects.toMatchObject({ status_code: 404 });
  });
});

describe('the models of the embedded engine', () => {
  it('are described as Ollama’s are', async () => {
    expect(await gateway.client().models.retrieve('demo')).toMatchObject({
      id: 'demo',
      object: 'model',
      owned_by: 'library',
      context_length: expect.any(Number) as number,
      modalities: { input: ['text'] },
    });
  });

  it('do not hear', async () => {
    const body = new FormData();
    body.set('model', 'demo');
    body.set('file', new File(['RIFF\0\0\0\0WAVE'], 'speech.wav'));
    const response = await gateway.fetch('/v1/audio/transcriptions', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'model', code: 'unsupported_parameter' } });
  });
});
