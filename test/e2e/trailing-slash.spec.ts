import { describe, expect, it } from 'vitest';
import { chatEnd, json, text } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

describe('a slash behind the path', () => {
  it('makes no other route of it', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Hi' } })));
    const response = await gateway.post('/v1/responses/', { model: 'demo', input: 'Hello' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ object: 'response', output: [{ content: [{ text: 'Hi' }] }] });
  });

  it('is not passed on to Ollama', async () => {
    ollama.answers('GET /api/tags', text('{"models":[]}'));
    const response = await gateway.fetch('/api/tags/?a=1');
    expect([response.status, await response.text()]).toEqual([200, '{"models":[]}']);
    expect(ollama.requests.map(({ url }) => url)).toEqual(['/api/tags?a=1']);
  });

  it('does not hide which methods there are', async () => {
    const response = await gateway.fetch('/v1/chat/completions/');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
