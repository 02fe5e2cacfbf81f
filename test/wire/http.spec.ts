import { afterAll, describe, expect, it } from 'vitest';
import { FakeOllama } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { answersTo, openSocket, rawPost } from './support/raw-http.js';
import { CHAT } from './support/resources.js';

const ORIGIN = 'https://app.example';

const ollama = await FakeOllama.start();
const closed = await Gateway.start({ OLLAMA_HOST: ollama.origin });
const open = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_CORS_ORIGINS: ORIGIN });
afterAll(async () => {
  await closed.close();
  await open.close();
  await ollama.close();
});

const STAINLESS = ['arch', 'lang', 'os', 'package-version', 'retry-count', 'runtime', 'runtime-version', 'timeout'].map(
  (name) => `x-stainless-${name}`,
);

function preflight(gateway: Gateway, path: string, origin: string): Promise<Response> {
  return gateway.fetch(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': ['authorization', 'content-type', 'openai-organization', ...STAINLESS].join(),
    },
  });
}

describe('HEAD', () => {
  it.each(['/', '/v1/models', '/health/live', '/docs', '/openapi.json'])(
    'of %s tells of GET and has no body',
    async (path) => {
      const head = await closed.fetch(path, { method: 'HEAD' });
      const get = await closed.fetch(path);
      expect([head.status, await head.text()]).toEqual([get.status, '']);
      for (const name of ['content-type', 'content-length']) expect(head.headers.get(name)).toBe(get.headers.get(name));
      await get.text();
    },
  );

  it.each(['/nowhere', CHAT.path])('of %s is an error without a body, and the connection goes on', async (path) => {
    const requests = [`HEAD ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`];
    const socket = openSocket(closed.port, requests[0]);
    const [head] = (await new Promise<string>((resolve) =>
      socket.once('data', (bytes: Buffer) => resolve(bytes.toString())),
    ).then((text) => text.split('\r\n\r\n'))) as [string];
    expect(head).toMatch(/^HTTP\/1\.1 40[45] /);
    socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const next = await new Promise<string>((resolve) =>
      socket.once('data', (bytes: Buffer) => resolve(bytes.toString())),
    );
    expect(next).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    socket.destroy();
  });
});

describe('OPTIONS', () => {
  it('says what is allowed', async () => {
    const response = await closed.fetch(CHAT.path, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_supported' } });
  });

  it('that is no preflight is answered as one where pages may ask', async () => {
    const response = await open.fetch(CHAT.path, { method: 'OPTIONS' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('for a page that may asks allows all headers of the official clients, and has an id', async () => {
    const response = await preflight(open, CHAT.path, ORIGIN);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const allowed = response.headers.get('access-control-allow-headers') ?? '';
    for (const name of STAINLESS) expect(allowed).toContain(name);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('for a page that may not, or for nobody, allows nothing', async () => {
    const refused = await preflight(open, CHAT.path, 'https://evil.example');
    expect(refused.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    const unknown = await preflight(closed, CHAT.path, ORIGIN);
    expect(unknown.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('of a foreign host is refused like everything else', async () => {
    const [answer] = await answersTo(
      open.port,
      `OPTIONS ${CHAT.path} HTTP/1.1\r\nhost: evil.example\r\norigin: ${ORIGIN}\r\n` +
        'access-control-request-method: POST\r\nconnection: close\r\n\r\n',
    );
    expect([answer?.status, JSON.parse(answer?.body ?? '')]).toMatchObject([
      403,
      { error: { code: 'host_not_allowed' } },
    ]);
  });
});

describe('the documentation', () => {
  it.each(['/docs', '/docs/', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui-init.js'])(
    '%s runs its own scripts only, in nobody’s frame',
    async (path) => {
      const { status, headers, body } = await closed.fetch(path);
      await body?.cancel();
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );
});

describe('an answer', () => {
  it.each<[string, string]>([
    ['that is whole', rawPost(CHAT.path, CHAT.request, { connection: 'close' })],
    ['that is an error', rawPost(CHAT.path, {}, { connection: 'close' })],
    ['to GET', 'GET /v1/models HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'],
  ])('%s says its length', async (_, request) => {
    const [answer] = await answersTo(closed.port, request);
    expect(answer?.headers['transfer-encoding']).toBeUndefined();
    expect(Number(answer?.headers['content-length'])).toBe(Buffer.byteLength(answer?.body ?? ''));
  });

  it('that is a stream tells proxies to let it be', async () => {
    const response = await closed.post(
      CHAT.path,
      { ...CHAT.request, stream: true },
      { headers: { 'accept-encoding': 'gzip, br, zstd' } },
    );
    await response.text();
    const { headers } = response;
    expect(headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('content-length')).toBeNull();
    expect(headers.get('transfer-encoding')).toBe('chunked');
  });

  it('keeps its connection longer than load balancers do, the most patient of which wait for 600 s', async () => {
    const response = await closed.fetch('/health/live');
    await response.text();
    expect(response.headers.get('keep-alive')).toBe('timeout=620');
  });

  it('to HTTP/1.0 ends with its connection', async () => {
    const body = JSON.stringify({ ...CHAT.request, stream: true });
    const request = `POST ${CHAT.path} HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const socket = openSocket(closed.port, request);
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    await new Promise((resolve) => socket.once('close', resolve));
    const [head, events] = Buffer.concat(pieces)
      .toString()
      .split(/\r\n\r\n(.*)/s);
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).not.toMatch(/transfer-encoding/i);
    expect(events).toMatch(/^data: \{.*data: \[DONE\]\n\n$/s);
  });

  it('waits for nothing when the client expects to be told to go on', async () => {
    const [first, second] = await answersTo(
      closed.port,
      rawPost(CHAT.path, CHAT.request, { expect: '100-continue', connection: 'close' }),
    );
    expect([first?.status, second?.status]).toEqual([100, 200]);
  });

  it('says so when the client expects anything else', async () => {
    const headers = { connection: 'close', expect: 'a-miracle' };
    const [answer] = await answersTo(closed.port, rawPost(CHAT.path, CHAT.request, headers));
    expect(answer?.status).toBe(417);
    expect(answer?.headers['x-request-id']).toMatch(/^req_/);
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      error: {
        message: 'The header `expect` asks for something that is not supported. Supported is 100-continue.',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
  });
});
