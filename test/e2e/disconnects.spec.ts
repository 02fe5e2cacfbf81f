import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { chatChunk, EndlessStream, PacedStream, silence, stall } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };
const ENOUGH_BYTES = 256 * 1024 * 1024;

/** A client of which only the socket is there: it reads when it is told to. */
function ask(body: object): Socket {
  const text = JSON.stringify(body);
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(
    'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
      `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  return socket;
}

describe('a client that goes away', () => {
  it.each([false, true])('before an answer breaks the request to Ollama off (stream: %s)', async (stream) => {
    ollama.answers('POST /api/chat', silence());
    const left = new AbortController();
    const asked = gateway.client().chat.completions.create({ ...REQUEST, stream }, { signal: left.signal });
    const request = await ollama.received();
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await request.aborted;
    expect(await gateway.log.line({ clientGone: true, stream })).toMatchObject({ status: null, model: 'demo' });
  });

  it('in the middle of a stream breaks the request to Ollama off', async () => {
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write(chatChunk('Hello'));
    for await (const { choices } of await gateway.client().chat.completions.create({ ...REQUEST, stream: true })) {
      expect(choices[0]?.delta.content).toBe('Hello');
      break;
    }
    await (
      await paced.request
    ).aborted;
  });

  it('while Ollama answers in pieces what is asked whole breaks the request to Ollama off', async () => {
    ollama.answers('POST /api/chat', stall(['{"model":']));
    const socket = ask(REQUEST);
    const request = await ollama.received();
    socket.resetAndDestroy();
    await request.aborted;
    expect(ollama.requests).toHaveLength(1);
  });

  it('while it sends its request is not asked for', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(
      'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
        'x-request-id: half\r\ncontent-length: 1000\r\n\r\n{"model":"demo",',
    );
    await once(socket, 'connect');
    socket.resetAndDestroy();
    expect(await gateway.log.line({ requestId: 'half' })).toMatchObject({ status: null, clientGone: true });
    expect(ollama.requests).toEqual([]);
  });
});

describe('a client that does not read', () => {
  it('holds Ollama up, until it reads or goes', async () => {
    const endless = new EndlessStream(ENOUGH_BYTES);
    ollama.answers('POST /api/chat', endless.answer);
    const socket = ask({ ...REQUEST, stream: true }).pause();
    await ollama.received();
    let written = -1;
    await vi.waitUntil(
      async () => {
        const before = written;
        written = endless.written;
        await pause(50);
        return written > 0 && written === before;
      },
      { timeout: 15_000, interval: 50 },
    );
    expect(written).toBeLessThan(ENOUGH_BYTES / 4);
    socket.resume();
    await vi.waitUntil(() => endless.written > written, { timeout: 15_000 });
    socket.destroy();
    await ollama.requests[0]?.aborted;
  });
});
