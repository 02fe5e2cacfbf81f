import { describe, expect, it } from 'vitest';
import { silence, stall } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', input: 'Hello!' };

describe('a client that goes away', () => {
  it.each([
    ['before the answer', silence()],
    ['within the answer', stall(['{"embeddings":[[0.1,'])],
  ])('%s breaks the request to Ollama off', async (_when, answer) => {
    ollama.answers('POST /api/embed', answer);
    const left = new AbortController();
    const asked = gateway.post('/v1/embeddings', REQUEST, { signal: left.signal });
    const request = await ollama.received();
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await request.aborted;
  });
});
