import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, EndlessStream, FakeOllama, PacedStream, silence } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';

const ollama = await FakeOllama.start();
afterEach(() => ollama.reset());
afterAll(() => ollama.close());

const REQUEST = { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] };
const STOPPING = {
  error: { message: 'The service is stopping.', type: 'server_error', param: null, code: 'service_stopping' },
};

const start = (drainTimeout: string) =>
  Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_DRAIN_TIMEOUT: drainTimeout });

describe('a service that is stopped', () => {
  it('stops at once when there is nothing to do', async () => {
    const gateway = await start('1h');
    expect((await gateway.fetch('/')).status).toBe(200);
    await gateway.close();
    await expect(gateway.fetch('/')).rejects.toThrow('fetch failed');
  });

  it('lets a stream come to its end', async () => {
    const gateway = await start('1h');
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write(chatChunk('Hello'));
    const response = await gateway.post('/v1/chat/completions', { ...REQUEST, stream: true });
    const closed = gateway.close();
    await paced.end(chatEnd());
    expect(await response.text()).toMatch(/"finish_reason":"stop".*\n\ndata: \[DONE\]\n\n$/);
    await closed;
  });

  it('ends a stream that takes too long with an error', async () => {
    const gateway = await start('50ms');
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write(chatChunk('Hello'));
    const response = await gateway.post('/v1/chat/completions', { ...REQUEST, stream: true });
    const closed = gateway.close();
    const events = (await response.text()).split('\n\n');
    expect(events.slice(1)).toEqual([`data: ${JSON.stringify(STOPPING)}`, '']);
    await closed;
    await (
      await paced.request
    ).aborted;
  });

  it.each([false, true])('refuses what has not begun to be answered (stream: %s)', async (stream) => {
    const gateway = await start('50ms');
    ollama.answers('POST /api/chat', silence());
    const asked = gateway.post('/v1/chat/completions', { ...REQUEST, stream });
    await ollama.received();
    const closed = gateway.close();
    const response = await asked;
    expect([response.status, await response.json()]).toEqual([503, STOPPING]);
    expect(response.headers.get('retry-after')).toBe('1');
    await closed;
  });

  it('cuts off a client that does not read', async () => {
    const gateway = await start('50ms');
    ollama.answers('POST /api/chat', new EndlessStream().answer);
    const socket = connect(gateway.port, '127.0.0.1').pause();
    const body = JSON.stringify({ ...REQUEST, stream: true });
    socket.write(
      'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
        `content-length: ${body.length}\r\n\r\n${body}`,
    );
    // It has begun to be answered.
    await once(socket, 'readable');
    await gateway.close();
    socket.destroy();
    expect(await gateway.log.line({ clientGone: true })).toMatchObject({ stream: true });
  });

  it('refuses what comes meanwhile, over new and old connections, and says that it lives', async () => {
    const gateway = await start('1h');
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write(chatChunk('Hello'));
    const streamed = await gateway.post('/v1/chat/completions', { ...REQUEST, stream: true });
    const socket = connect(gateway.port, '127.0.0.1');
    // The rest of the request comes when the service is stopping already.
    socket.write('GET / HTTP/1.1\r\nhost: local');
    await once(socket, 'connect');
    const closed = gateway.close();
    for (const path of ['/health/ready', '/v1/models', '/nowhere']) {
      const refused = await gateway.fetch(path);
      expect([refused.status, refused.headers.get('connection'), await refused.json()]).toEqual([
        503,
        'close',
        STOPPING,
      ]);
    }
    const alive = await gateway.fetch('/health/live');
    expect([alive.status, alive.headers.get('connection')]).toEqual([200, 'close']);
    socket.write('host\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(head?.toLowerCase()).toContain('connection: close');
    expect(JSON.parse(body ?? '')).toEqual(STOPPING);
    await paced.end(chatEnd());
    expect(await streamed.text()).toMatch(/data: \[DONE\]\n\n$/);
    await closed;
    await expect(gateway.fetch('/')).rejects.toThrow('fetch failed');
  });

  it('closes a connection with its last answer', async () => {
    const gateway = await start('1h');
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    const asked = gateway.post('/v1/chat/completions', REQUEST);
    await paced.request;
    const closed = gateway.close();
    await paced.end(chatEnd());
    expect((await asked).headers.get('connection')).toBe('close');
    await closed;
  });

  it('does not wait for the rest of a request of which only a part has come', async () => {
    const gateway = await start('1h');
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: local');
    await once(socket, 'connect');
    // Answered by the same loop after the part has been read.
    await gateway.fetch('/');
    await gateway.close();
    expect(await text(socket)).toBe('');
  });
});
