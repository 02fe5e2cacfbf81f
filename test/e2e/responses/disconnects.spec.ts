import { describe, expect, it } from 'vitest';
import { chatChunk, PacedStream, silence } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', input: 'Hello!' };

describe('a client that goes away', () => {
  it.each([true, false])('before the first chunk breaks the request to Ollama off (stream: %s)', async (stream) => {
    ollama.answers('POST /api/chat', silence());
    const left = new AbortController();
    const asked = gateway.post('/v1/responses', { ...REQUEST, stream }, { signal: left.signal });
    const request = await ollama.received();
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await request.aborted;
  });

  it('in the middle of the stream breaks the request to Ollama off', async () => {
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write(chatChunk('Hel'));
    const told: string[] = [];
    for await (const { type } of await gateway.client().responses.create({ ...REQUEST, stream: true })) {
      told.push(type);
      if (type === 'response.output_text.delta') break;
    }
    await (
      await paced.request
    ).aborted;
    expect(told).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
    ]);
  });
});
