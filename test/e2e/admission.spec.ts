import { describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, PacedStream, recorded } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_MAX_IN_FLIGHT: '1',
  GATEWAY_MAX_QUEUE: '1',
  GATEWAY_QUEUE_TIMEOUT: '200ms',
});

const REQUEST = { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] };

/** An answer under way, which takes the only place. */
async function occupy() {
  const paced = new PacedStream();
  ollama.answers('POST /api/chat', paced.answer, recorded('chat', 'json'));
  void paced.write(chatChunk('Hello'));
  const response = await gateway.post('/v1/chat/completions', { ...REQUEST, stream: true });
  return async () => {
    await paced.end(chatEnd());
    await response.text();
  };
}

const ask = (init?: RequestInit) => gateway.post('/v1/chat/completions', REQUEST, init);

async function refusal(response: Response) {
  const { error } = (await response.json()) as { error: object };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...error };
}

const OVERLOADED = { status: 503, retryAfter: '1', type: 'server_error', param: null, code: 'overloaded' };

describe('when as much is under way as may be', () => {
  it('one more waits for its turn, and the next is refused', async () => {
    const finish = await occupy();
    // Either may come first; one of them finds the queue full.
    const both = [ask(), ask()];
    const refused = await Promise.race(both);
    expect(await refusal(refused)).toEqual({
      ...OVERLOADED,
      message: 'Too many requests wait for their turn: try again later.',
    });
    expect(ollama.requests).toHaveLength(1);
    await finish();
    expect((await Promise.all(both)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 503]);
  });

  it('what waits too long is refused', async () => {
    const finish = await occupy();
    expect(await refusal(await ask())).toEqual({
      ...OVERLOADED,
      message: 'The request waited too long for its turn: try again later.',
    });
    expect(ollama.requests).toHaveLength(1);
    await finish();
  });

  it('a client that goes away gives its place to the next, and Ollama is not asked for it', async () => {
    const finish = await occupy();
    const left = new AbortController();
    const headers = { 'x-request-id': 'left' };
    const gone = ask({ signal: left.signal, headers }).catch(() => undefined);
    const lists = await gateway.fetch('/v1/models');
    expect(lists.status).toBe(200);
    left.abort();
    await gone;
    await gateway.log.line({ requestId: 'left', clientGone: true });
    const next = ask();
    await finish();
    expect((await next).status).toBe(200);
    expect(ollama.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(2);
  });
});
