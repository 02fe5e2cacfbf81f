import { describe, expect, it, vi } from 'vitest';
import { EndlessStream, silence } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { askAndLeave, LEAVES, leftBehind, leftovers } from './support/leaving.js';
import { openSocket, rawPost } from './support/raw-http.js';
import { CHAT } from './support/resources.js';

const ROUNDS = 5;

const { gateway, ollama } = await gatewayOnFakeOllama();

const complaints = (log: Gateway['log']) => log.lines.filter(({ level }) => level !== 'info');

describe('a client that goes away', () => {
  it.each(LEAVES.map((leave) => [leave.name, leave] as const))('%s', async (_, leave) => {
    await askAndLeave(gateway, ollama, leave);
    expect(ollama.requests).toHaveLength(leave.asks);
  });

  it(`leaves nothing behind, ${ROUNDS * LEAVES.length} times`, { timeout: 60_000 }, async () => {
    for (const leave of LEAVES) await askAndLeave(gateway, ollama, leave);
    const before = await leftovers(gateway);
    for (let round = 0; round < ROUNDS; round++) {
      for (const leave of LEAVES) await askAndLeave(gateway, ollama, leave);
    }
    expect(await leftBehind(gateway, before)).toEqual({});
  });

  it('while it waits for its turn gives its place to the next', async () => {
    const narrow = await Gateway.start({
      OLLAMA_HOST: ollama.origin,
      GATEWAY_MAX_IN_FLIGHT: '1',
      GATEWAY_MAX_QUEUE: '1',
    });
    ollama.answers(CHAT.route, silence());
    const running = openSocket(narrow.port, rawPost(CHAT.path, CHAT.request));
    await ollama.received();
    const waiting = openSocket(narrow.port, rawPost(CHAT.path, CHAT.request, { 'x-request-id': 'waiting' }));
    // The queue is full when another one is refused.
    await vi.waitUntil(async () => (await narrow.post(CHAT.path, CHAT.request)).status === 503);
    waiting.resetAndDestroy();
    await narrow.log.line({ requestId: 'waiting', clientGone: true });
    const next = openSocket(narrow.port, rawPost(CHAT.path, { ...CHAT.request, seed: 7 }));
    running.resetAndDestroy();
    expect((await ollama.received(2)).body).toMatchObject({ options: { seed: 7 } });
    next.destroy();
    expect(complaints(narrow.log)).toEqual([]);
    await narrow.close();
  });

  it('while it sends is not asked for, and leaves nothing behind', async () => {
    const before = await leftovers(gateway);
    for (let round = 0; round < 20; round++) {
      const headers = { 'x-request-id': `half-${round}` };
      const socket = openSocket(gateway.port, rawPost(CHAT.path, CHAT.request, headers).slice(0, -10));
      await new Promise((resolve) => socket.once('connect', resolve));
      if (round % 2 === 0) socket.resetAndDestroy();
      else socket.resume().end();
      expect(await gateway.log.line({ requestId: `half-${round}` })).toMatchObject({ clientGone: true });
    }
    expect(ollama.requests).toEqual([]);
    expect(await leftBehind(gateway, before)).toEqual({});
  });

  it('while Ollama is as fast as it can', async () => {
    ollama.answers(CHAT.route, new EndlessStream().answer);
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await ollama.requests[0]?.aborted;
    expect(ollama.requests).toHaveLength(1);
  });

  it('is nothing to complain of in the log', async () => {
    await askAndLeave(gateway, ollama, LEAVES[0] as (typeof LEAVES)[number]);
    expect(complaints(gateway.log)).toEqual([]);
  });
});
