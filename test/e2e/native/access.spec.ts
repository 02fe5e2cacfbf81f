import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeOllama, text } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';

let ollama: FakeOllama;
let gateway: Gateway;

beforeAll(async () => {
  ollama = await FakeOllama.start();
  gateway = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_CORS_ORIGINS: 'https://app.example' });
});
afterEach(() => ollama.reset());
afterAll(async () => {
  await gateway.close();
  await ollama.close();
});

const DIGEST = `sha256:${'0'.repeat(64)}`;

const INFERENCE = ['POST /api/chat', 'POST /api/generate', 'POST /api/embed', 'POST /api/embeddings'];
const READ = ['GET /api/version', 'GET /api/tags', 'POST /api/show', 'GET /api/ps'];
const MANAGE = [
  'POST /api/pull',
  'POST /api/push',
  'POST /api/create',
  'POST /api/copy',
  'DELETE /api/delete',
  `POST /api/blobs/${DIGEST}`,
];

function ask(route: string, init?: RequestInit, at = gateway): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  return at.fetch(path, { method, ...(method !== 'GET' && { body: '{"model":"demo"}' }), ...init });
}

async function answerOf(response: Response): Promise<[number, unknown]> {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return [response.status, await response.json()];
}

const refusal = (group: string, served: string) => [
  403,
  {
    error: `The group '${group}' of Ollama's own API is not served here: GATEWAY_NATIVE_API=${served} serves it.`,
  },
];

describe('a group of Ollama’s own API', () => {
  it.each([...INFERENCE, ...READ])('is served unless configured otherwise: %s', async (route) => {
    const response = await ask(route);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    expect(ollama.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([route]);
  });

  it.each(MANAGE)('is not served unless configured: %s', async (route) => {
    expect(await answerOf(await ask(route))).toEqual(refusal('manage', 'inference,read,manage'));
    expect(ollama.requests).toEqual([]);
  });

  it('is not served to HEAD either', async () => {
    const response = await gateway.fetch(`/api/blobs/${DIGEST}`, { method: 'HEAD' });
    expect(response.status).toBe(403);
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ['none', 'POST /api/chat', 'inference', 'inference'],
    ['none', 'GET /api/tags', 'read', 'read'],
    ['manage', 'POST /api/embed', 'inference', 'manage,inference'],
    ['inference', 'GET /api/version', 'read', 'inference,read'],
  ])('can be left out: %s, %s', async (GATEWAY_NATIVE_API, route, group, served) => {
    const other = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_NATIVE_API });
    expect(await answerOf(await ask(route, {}, other))).toEqual(refusal(group, served));
    await other.close();
  });
});

describe('below /api', () => {
  it.each([
    ['GET', '/api/nope', 404, 'Invalid URL (GET /api/nope)'],
    ['POST', '/api', 404, 'Invalid URL (POST /api)'],
    ['GET', '/api/blobs/a/b', 404, 'Invalid URL (GET /api/blobs/a/b)'],
    ['GET', '/api/chat', 405, 'Not allowed to GET on /api/chat. Allowed: POST.'],
    ['DELETE', '/api/tags', 405, 'Not allowed to DELETE on /api/tags. Allowed: GET, HEAD.'],
    ['GET', '/api/%', 400, 'The URL is not valid.'],
  ])('%s %s is refused in Ollama’s form', async (method, path, status, error) => {
    expect(await answerOf(await gateway.fetch(path, { method }))).toEqual([status, { error }]);
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ['application/json', '{"model":"demo"}'],
    ['application/x-www-form-urlencoded', '{"model":"demo"}'],
    ['text/plain', 'not JSON'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['nonsense', '\0'],
  ])('a body of type %s is passed on as it is', async (type, body) => {
    ollama.answers('POST /api/chat', text('taken'));
    const response = await ask('POST /api/chat', { body, headers: { 'content-type': type } });
    expect([response.status, await response.text()]).toEqual([200, 'taken']);
    const request = await ollama.received();
    expect([request.headers['content-type'], request.text]).toEqual([type, body]);
  });

  it('nothing changes for the other routes', async () => {
    const unsupported = { type: 'invalid_request_error', param: null, code: 'unsupported_media_type' };
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/x-unparsed',
    ]) {
      const response = await gateway.post('/v1/chat/completions', '{}', { headers: { 'content-type': type } });
      expect(await answerOf(response)).toEqual([
        415,
        { error: { message: 'The request body must be JSON: send `content-type: application/json`.', ...unsupported } },
      ]);
    }
    const lost = await gateway.post('/v1/nope', '--x--', { headers: { 'content-type': 'multipart/form-data' } });
    expect(lost.status).toBe(404);
  });

  it.each([
    ['POST /api/chat', 'https://evil.example'],
    ['GET /api/tags', 'https://evil.example'],
    ['POST /api/chat', 'null'],
    ['POST /api/chat', 'http://localhost.evil.example'],
  ])('%s is refused to a page of %s', async (route, origin) => {
    expect(await answerOf(await ask(route, { headers: { origin } }))).toEqual([
      403,
      { error: 'Pages of this origin may not use the service: GATEWAY_CORS_ORIGINS allows them to.' },
    ]);
    expect(ollama.requests).toEqual([]);
  });

  it.each(['POST /api/chat', 'GET /api/tags'])('%s is served to the configured pages', async (route) => {
    const response = await ask(route, { headers: { origin: 'https://app.example' } });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    expect(ollama.requests.map(({ headers }) => headers.origin)).toEqual([undefined]);
  });

  it('pages of the service itself are served', async () => {
    const response = await ask('GET /api/version', { headers: { origin: gateway.origin } });
    expect(await response.json()).toEqual({ version: '0.24.0' });
  });

  it('an answer may be read by the configured pages alone, whatever Ollama says', async () => {
    ollama.answers('GET /api/tags', text('{}', { headers: { 'access-control-allow-origin': '*', 'x-own': '1' } }));
    const response = await ask('GET /api/tags', { headers: { origin: 'https://app.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('x-own')).toBe('1');
    const none = await ask('GET /api/tags');
    expect(none.headers.get('access-control-allow-origin')).toBeNull();
  });
});
