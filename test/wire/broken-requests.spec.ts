import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PacedStream, silence } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { answersTo, openSocket, parseAnswers, rawPost, textOf } from './support/raw-http.js';
import { CHAT } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const BODY = JSON.stringify(CHAT.request);
const CHUNKED = `${Buffer.byteLength(BODY).toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
const HIDDEN = 'GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n';
const CLOSE = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';

const SEVERAL_HOSTS = 'The request has more than one header `host`.';
const INVALID_HOST = 'The host of the request is not valid.';

function post(headers: string[], body: string): string {
  const lines = ['host: localhost', 'content-type: application/json', ...headers];
  return `POST ${CHAT.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

describe('requests that two servers could read differently are refused, and the connection is closed', () => {
  it.each([
    ['both lengths', post([`content-length: ${BODY.length}`, 'transfer-encoding: chunked'], CHUNKED)],
    ['both lengths, the other way', post(['transfer-encoding: chunked', 'content-length: 4'], CHUNKED)],
    ['two lengths', post([`content-length: ${BODY.length}`, 'content-length: 4'], BODY)],
    ['a list of lengths', post([`content-length: ${BODY.length}, ${BODY.length}`], BODY)],
    ['a signed length', post([`content-length: +${BODY.length}`], BODY)],
    ['a length in hexadecimal', post(['content-length: 0x10'], BODY)],
    ['an encoding that is not known', post(['transfer-encoding: xchunked'], CHUNKED)],
    ['an encoding that is not the last', post(['transfer-encoding: chunked, identity'], CHUNKED)],
    ['an encoding twice', post(['transfer-encoding: chunked, chunked'], CHUNKED)],
    ['a space before the colon', post(['transfer-encoding : chunked'], CHUNKED)],
    ['a folded header', post(['x-a: b\r\n transfer-encoding: chunked'], CHUNKED)],
    ['a bare line feed', post([`content-length: ${BODY.length}`], BODY).replace('\r\nhost', '\nhost')],
    ['a bare carriage return', post([`x-a: b\rcontent-length: ${BODY.length}`], BODY)],
    ['a zero in a header', post(['x-a: b\0', `content-length: ${BODY.length}`], BODY)],
    ['a chunk of no size', post(['transfer-encoding: chunked'], `zz\r\n${BODY}\r\n0\r\n\r\n`)],
    ['a chunk of too great a size', post(['transfer-encoding: chunked'], `fffffffffffffffff\r\n${BODY}`)],
    ['a chunk longer than it says', post(['transfer-encoding: chunked'], `4\r\n${BODY}\r\n0\r\n\r\n`)],
    ['a method that is none', `PWN ${CHAT.path} HTTP/1.1\r\nhost: localhost\r\n\r\n`],
    ['a version that is none', `GET / HTTP/9.9\r\nhost: localhost\r\n\r\n`],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const answers = await answersTo(gateway.port, bytes + HIDDEN);
    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(answers[0]?.headers).toMatchObject({ connection: 'close', 'x-request-id': expect.stringMatching(/^req_/) });
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ['one long header', `GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['many headers', `GET / HTTP/1.1\r\nhost: localhost\r\n${'x-many: x\r\n'.repeat(5_000)}\r\n`],
    ['a long path', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`],
    ['headers without an end', `GET / HTTP/1.1\r\nhost: localhost\r\n${'x-endless: x\r\n'.repeat(100_000)}`],
  ])('headers that are too large: %s', async (_, bytes) => {
    const [answer] = await answersTo(gateway.port, bytes);
    expect(answer?.status).toBe(431);
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      error: { message: 'The request headers are too large.', type: 'invalid_request_error', param: null, code: null },
    });
  });
});

describe('a transfer encoding', () => {
  const native = (encoding: string) =>
    post([`transfer-encoding: ${encoding}`], CHUNKED).replace('/v1/chat/completions', '/api/chat');

  it.each([
    ['gzip and chunked', post(['transfer-encoding: gzip, chunked'], CHUNKED)],
    ['gzip and chunked, in two headers', post(['transfer-encoding: gzip', 'transfer-encoding: chunked'], CHUNKED)],
    ['identity and chunked', post(['transfer-encoding: identity, chunked'], CHUNKED)],
    ['of nothing and chunked', post(['transfer-encoding: , chunked'], CHUNKED)],
    ['gzip and chunked, in another case', post(['Transfer-Encoding: GZIP, Chunked'], CHUNKED)],
  ])('that is %s is refused, and the connection is closed', async (_, bytes) => {
    const answers = await answersTo(gateway.port, bytes + HIDDEN);
    const error = {
      message: 'The header `transfer-encoding` may say `chunked` only.',
      type: 'invalid_request_error',
      param: null,
      code: null,
    };
    expect(answers.map(({ status, body }) => [status, JSON.parse(body)])).toEqual([[400, { error }]]);
    expect(answers[0]?.headers['connection']).toBe('close');
    expect(ollama.requests).toEqual([]);
  });

  it('that is gzip and chunked is refused below /api in its form', async () => {
    const answers = await answersTo(gateway.port, native('gzip, chunked') + HIDDEN);
    expect(answers.map(({ status, body }) => [status, JSON.parse(body)])).toEqual([
      [400, { error: 'The header `transfer-encoding` may say `chunked` only.' }],
    ]);
    expect(ollama.requests).toEqual([]);
  });

  it.each(['chunked', 'Chunked', 'CHUNKED '])('that is "%s" is read', async (encoding) => {
    const answers = await answersTo(
      gateway.port,
      post([`transfer-encoding: ${encoding}`], CHUNKED) + native(encoding) + CLOSE,
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe('the host of a request', () => {
  it.each([
    ['is missing', '/v1/models', '', 'The request has no header `host`.'],
    ['is there twice', '/v1/models', 'host: localhost\r\nhost: localhost\r\n', SEVERAL_HOSTS],
    ['is there twice, far apart', '/v1/models', 'Host: localhost\r\nx-a: b\r\nhOST: evil.example\r\n', SEVERAL_HOSTS],
    ['is a list', '/v1/models', 'host: localhost,evil.example\r\n', INVALID_HOST],
    ['has a path', '/v1/models', 'host: localhost/evil.example\r\n', INVALID_HOST],
    ['names somebody', '/v1/models', 'host: localhost@evil.example\r\n', INVALID_HOST],
    ['is missing beside a whole URL', 'http://localhost/v1/models', '', 'The request has no header `host`.'],
    ['names somebody in a whole URL', 'http://a:b@localhost/v1/models', 'host: localhost\r\n', INVALID_HOST],
  ])('%s: it is refused, and the connection is closed', async (_, target, headers, message) => {
    const answers = await answersTo(gateway.port, `GET ${target} HTTP/1.1\r\n${headers}\r\n${HIDDEN}`);
    expect(answers.map(({ status, body }) => [status, JSON.parse(body)])).toEqual([
      [400, { error: { message, type: 'invalid_request_error', param: null, code: null } }],
    ]);
    expect(answers[0]?.headers['connection']).toBe('close');
  });

  it.each([
    ['in a whole URL', 'GET http://localhost/v1/models HTTP/1.1\r\nhost: evil.example\r\n', 200],
    ['in a whole URL that is foreign', 'GET http://evil.example/v1/models HTTP/1.1\r\nhost: localhost\r\n', 403],
    ['of HTTP/1.0, where there need be none', 'GET /v1/models HTTP/1.0\r\n', 200],
    ['that is empty', 'GET /v1/models HTTP/1.1\r\nhost:\r\n', 200],
    ['of a wrong method in a whole URL', 'PUT http://localhost/v1/models HTTP/1.1\r\nhost: localhost\r\n', 405],
    ['of Ollama’s own API in a whole URL', 'GET http://localhost/api/tags?a=b HTTP/1.1\r\nhost: localhost\r\n', 200],
    ['of a URL that is no page', 'GET ftp://localhost/v1/models HTTP/1.1\r\nhost: localhost\r\n', 404],
    ['of no path', 'OPTIONS * HTTP/1.1\r\nhost: localhost\r\n', 404],
  ])('%s', async (_, head, status) => {
    const answers = await answersTo(gateway.port, `${head}connection: close\r\n\r\n`);
    expect(answers.map((answer) => answer.status)).toEqual([status]);
  });

  it('to connect to is no business of the service', async () => {
    const answers = await answersTo(gateway.port, `CONNECT evil.example:443 HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    expect(answers).toEqual([]);
  });
});

describe('requests that follow each other without waiting', () => {
  it('are answered in their order', async () => {
    const answers = await answersTo(
      gateway.port,
      rawPost(CHAT.path, CHAT.request) + HIDDEN + rawPost(CHAT.path, { ...CHAT.request, stream: true }) + CLOSE,
    );
    expect(answers.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
      [200, 'application/json; charset=utf-8'],
      [200, 'application/json; charset=utf-8'],
      [200, 'text/event-stream; charset=utf-8'],
      [200, 'application/json; charset=utf-8'],
    ]);
    expect(answers[1]?.body).toContain('"object":"list"');
    expect(answers[2]?.body).toMatch(/data: \[DONE\]\n\n$/);
    expect(answers[3]?.body).toBe('{"status":"ok"}');
  });

  it('are answered each as it deserves', async () => {
    const answers = await answersTo(
      gateway.port,
      rawPost(CHAT.path, {}) + rawPost(CHAT.path, CHAT.request) + rawPost('/nowhere', {}) + CLOSE,
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 200, 404, 200]);
  });

  it('end with one whose body cannot be read', async () => {
    const answers = await answersTo(gateway.port, rawPost(CHAT.path, '{') + rawPost(CHAT.path, CHAT.request));
    expect(answers.map(({ status, headers }) => [status, headers['connection']])).toEqual([[400, 'close']]);
  });

  it.each([
    ['before it has begun', true, 0],
    ['in the middle of it', true, 1],
    ['that is no stream', false, 0],
  ])('end with one that is no HTTP, after the whole of an earlier answer: %s', async (_, stream, begun) => {
    const paced = new PacedStream();
    ollama.answers(CHAT.route, paced.answer);
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream }));
    const text = textOf(socket);
    await paced.request;
    for (let piece = 0; piece < begun; piece++) {
      void paced.write(CHAT.delta('Hello'));
      await new Promise((resolve) => socket.once('data', resolve));
    }
    socket.write(`${HIDDEN}PWN / HTTP/1.1\r\n\r\n${HIDDEN}`);
    await pause(50);
    socket.write(HIDDEN);
    if (stream) await paced.write(CHAT.delta(' again'));
    await paced.end(CHAT.end(stream ? '' : 'Hello again'));
    const answers = parseAnswers(await text);
    expect(answers.map(({ status, headers }) => [status, headers['connection']])).toEqual([
      [200, 'keep-alive'],
      [200, 'keep-alive'],
      [400, 'close'],
    ]);
    expect(answers[0]?.body).toContain(stream ? 'data: [DONE]' : 'Hello again');
    expect(answers[0]?.body).toContain('again');
    expect(answers[2]?.body).toContain('The request is not valid HTTP.');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['resets', (socket) => socket.resetAndDestroy()],
    ['closes', (socket) => socket.destroy()],
    ['closes half', (socket) => socket.end()],
  ])('do not hide that the client goes away: it %s', async (_, go) => {
    ollama.answers(CHAT.route, silence());
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    const { aborted } = await ollama.received();
    socket.write('PWN / HTTP/1.1\r\n\r\n');
    await pause(50);
    go(socket);
    await aborted;
    expect(ollama.requests).toHaveLength(1);
  });

  it('end with one whose chunks are none, after the whole of an earlier answer', async () => {
    const paced = new PacedStream();
    ollama.answers(CHAT.route, paced.answer);
    const text = textOf(
      openSocket(
        gateway.port,
        rawPost(CHAT.path, { ...CHAT.request, stream: true }) + post(['transfer-encoding: chunked'], 'zz\r\n'),
      ),
    );
    await paced.request;
    await paced.end(CHAT.end());
    expect(parseAnswers(await text).map(({ status }) => status)).toEqual([200, 400]);
  });

  it('have ids of their own', async () => {
    const answers = await answersTo(gateway.port, HIDDEN.repeat(3) + CLOSE);
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
  });
});

describe('a body that is not what the headers say', () => {
  it.each<[string, Record<string, string>, number, string | null]>([
    ['an unknown encoding', { 'content-encoding': 'br' }, 415, 'unsupported_content_encoding'],
    ['several encodings', { 'content-encoding': 'gzip, zstd' }, 415, 'unsupported_content_encoding'],
    ['an encoding that it has not', { 'content-encoding': 'gzip' }, 400, null],
    ['another type', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
    ['no type that there is', { 'content-type': 'json' }, 415, 'unsupported_media_type'],
    ['another type of a page', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ])('%s', async (_, headers, status, code) => {
    const [answer] = await answersTo(gateway.port, rawPost(CHAT.path, BODY, { connection: 'close', ...headers }));
    expect(answer?.status).toBe(status);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  it('invalid UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const head = `POST ${CHAT.path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n`;
    const bytes = Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]);
    const [answer] = await answersTo(gateway.port, bytes);
    expect([answer?.status, JSON.parse(answer?.body ?? '')]).toMatchObject([
      400,
      { error: { message: 'The request body is not valid UTF-8.' } },
    ]);
  });

  it.each([
    ['a name twice', `{"model":"a","model":"demo","messages":[]}`],
    ['a name twice, once escaped', `{"model":"a","\\u006dodel":"demo","messages":[]}`],
    ['a name twice in a message', `{"model":"demo","messages":[{"role":"user","role":"system","content":"x"}]}`],
    ['__proto__', `{"model":"demo","messages":[],"__proto__":{"stream":true}}`],
    ['__proto__ in a message', `{"model":"demo","messages":[{"__proto__":{"role":"user"},"content":"x"}]}`],
    ['constructor.prototype', `{"model":"demo","constructor":{"prototype":{"stream":true}}}`],
  ])('%s', async (_, body) => {
    const response = await gateway.post(CHAT.path, body);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
    expect(({} as { stream?: unknown }).stream).toBeUndefined();
  });
});
