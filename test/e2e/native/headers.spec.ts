import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FakeOllama, text } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

/** One request as these lines say it; the connection is closed after the answer. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(gateway.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write([...lines, '', ''].join('\r\n'));
  return textOf(socket);
}

describe('what is passed on', () => {
  it('are the headers of both sides, but for those of the connection and of the gateway', async () => {
    ollama.answers(
      'GET /api/tags',
      text('{}', {
        headers: { 'x-answer': ['1', '2'], 'keep-alive': 'timeout=7', connection: 'x-private', 'x-private': '1' },
      }),
    );
    const response = await gateway.fetch('/api/tags?a=1&b=%2F', {
      headers: {
        accept: 'a/b',
        'x-own': 'kept',
        'user-agent': 'me',
        authorization: 'Bearer of-the-gateway',
        cookie: 'session=1',
        te: 'trailers',
        'x-request-id': 'mine',
      },
    });
    expect(await response.text()).toBe('{}');
    expect(response.headers.get('x-answer')).toBe('1, 2');
    expect(response.headers.get('x-request-id')).toBe('mine');
    expect(response.headers.get('x-private')).toBeNull();
    const request = await ollama.received();
    expect(request.url).toBe('/api/tags?a=1&b=%2F');
    const { host, 'accept-encoding': _, 'accept-language': _1, 'sec-fetch-mode': _2, ...headers } = request.headers;
    expect(host).toBe(`127.0.0.1:${ollama.port}`);
    expect(headers).toEqual({
      accept: 'a/b',
      'x-own': 'kept',
      'user-agent': 'me',
      'x-request-id': 'mine',
      connection: 'keep-alive',
    });
  });

  it('is never a header that Connection names, nor the host of the gateway', async () => {
    const answer = await raw(
      'GET http://gateway.internal/api/version?x HTTP/1.1',
      'host: gateway.internal',
      'connection: close, X-Hop',
      'x-hop: 1',
      'x-kept: 1',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\{"version":"0\.24\.0"\}$/);
    const request = await ollama.received();
    expect(request.url).toBe('/api/version?x');
    expect(request.headers).toEqual({
      host: `127.0.0.1:${ollama.port}`,
      connection: 'keep-alive',
      'x-kept': '1',
    });
  });

  it('waits for a body that its sender wants to be asked for', async () => {
    ollama.answers('POST /api/chat', text('taken'));
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(
      'POST /api/chat HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-length: 2\r\n\r\n',
    );
    const [asked] = (await once(socket, 'data')) as [Buffer];
    expect(asked.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('{}');
    expect(await textOf(socket)).toMatch(/taken/);
    const request = await ollama.received();
    expect([request.text, request.headers['content-length'], request.headers.expect]).toEqual(['{}', '2', undefined]);
  });

  it('is the key of the gateway where it has one', async () => {
    const keyed = await Gateway.start({ OLLAMA_HOST: ollama.origin, OLLAMA_API_KEY: 'of-ollama' });
    await keyed.fetch('/api/version', { headers: { authorization: 'Bearer of-the-gateway' } });
    expect((await ollama.received()).headers.authorization).toBe('Bearer of-ollama');
    await keyed.close();
  });

  it('goes below the path of the upstream', async () => {
    const proxied = await FakeOllama.start();
    const other = await Gateway.start({ OLLAMA_HOST: `${proxied.origin}/ollama` });
    proxied.answers('GET /ollama/api/tags', text('found'));
    expect(await (await other.fetch('/api/tags')).text()).toBe('found');
    await other.close();
    await proxied.close();
  });

  it('has a line in the log, as every request', async () => {
    await gateway.post('/api/chat', { model: 'demo', messages: [] }, { headers: { 'x-request-id': 'logged' } });
    expect(await gateway.log.line({ requestId: 'logged' })).toMatchObject({
      method: 'POST',
      route: '/api/chat',
      status: 200,
      stream: expect.any(Boolean) as boolean,
      firstByteMs: expect.any(Number) as number,
    });
  });
});
