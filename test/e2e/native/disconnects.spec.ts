import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { PacedStream, silence } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { startUpstream } from '../../support/upstream.js';
import { Gateway } from '../../support/gateway.js';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_NATIVE_API: 'inference,read,manage',
  GATEWAY_MAX_IN_FLIGHT: '1',
});

/** A client of which only the socket is there. */
function ask(path: string, { port } = gateway, body = '{}', length = body.length): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\nx-request-id: raw\r\nexpect: 100-continue\r\n` +
      `content-length: ${length}\r\n\r\n${body}`,
  );
  return socket;
}

describe('a client that goes away', () => {
  it.each(['/api/chat', '/api/pull'])('before an answer breaks the request to Ollama off: %s', async (path) => {
    ollama.answers(`POST ${path}` as 'POST /', silence());
    const socket = ask(path);
    const request = await ollama.received();
    socket.resetAndDestroy();
    await expect(request.aborted).resolves.toBeUndefined();
  });

  it('in mid-answer breaks the request to Ollama off', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/generate', stream.answer);
    const socket = ask('/api/generate');
    let received = '';
    socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
    await stream.write('first');
    await expect.poll(() => received).toContain('first');
    socket.resetAndDestroy();
    await expect((await stream.request).aborted).resolves.toBeUndefined();
  });

  it('while it waits for its turn is not asked for', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    const first = gateway.post('/api/chat', {});
    await stream.request;
    const socket = ask('/api/chat');
    // The gateway has the request: it says `100 Continue`.
    await once(socket, 'data');
    socket.resetAndDestroy();
    expect(await gateway.log.line({ requestId: 'raw', route: '/api/chat', clientGone: true })).toBeDefined();
    await stream.end('done');
    expect(await (await first).text()).toBe('done');
    expect(ollama.requests).toHaveLength(1);
  });

  it('in the middle of an upload breaks it off', async () => {
    const begun = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const upstream = await startUpstream((message) => {
      message.once('data', () => begun.resolve());
      message.once('error', () => aborted.resolve());
    });
    const other = await Gateway.start({ OLLAMA_HOST: upstream.origin, GATEWAY_NATIVE_API: 'manage' });
    const socket = ask('/api/blobs/sha256:0', other, 'the first bytes', 1_000_000);
    await begun.promise;
    socket.resetAndDestroy();
    await expect(aborted.promise).resolves.toBeUndefined();
    await other.close();
    upstream.close();
  });
});
