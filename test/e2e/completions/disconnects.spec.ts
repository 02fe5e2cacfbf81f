import { describe, expect, it } from 'vitest';
import { generateChunk, PacedStream, silence, stall } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', prompt: ['a', 'b'] };

describe('a client that goes away', () => {
  it.each([false, true])('before the answer breaks all generations off (stream: %s)', async (stream) => {
    ollama.answers('POST /api/generate', silence());
    const left = new AbortController();
    const asked = gateway.post('/v1/completions', { ...REQUEST, stream }, { signal: left.signal });
    const requests = [await ollama.received(1), await ollama.received(2)];
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await Promise.all(requests.map(({ aborted }) => aborted));
  });

  it('in the middle of a stream breaks all generations off', async () => {
    const paced = new PacedStream();
    ollama.answers('POST /api/generate', paced.answer, stall([generateChunk('b')]));
    void paced.write(generateChunk('a'));
    const left = new AbortController();
    const response = await gateway.post('/v1/completions', { ...REQUEST, stream: true }, { signal: left.signal });
    await response.body?.getReader().read();
    const requests = [await ollama.received(1), await ollama.received(2)];
    left.abort();
    await Promise.all(requests.map(({ aborted }) => aborted));
    expect(ollama.requests).toHaveLength(2);
  });
});
