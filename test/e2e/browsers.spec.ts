import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { FakeOllama } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';

const ollama = await FakeOllama.start();
const closed = await Gateway.start({ OLLAMA_HOST: ollama.origin });
const open = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_CORS_ORIGINS: 'https://app.example' });
afterAll(async () => {
  await closed.close();
  await open.close();
  await ollama.close();
});

const REQUEST = { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] };
const ORIGIN = { origin: 'https://app.example' };

function corsHeaders({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'));
}

const preflight = (gateway: Gateway, origin: string) =>
  gateway.fetch('/v1/chat/completions', {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-stainless-lang',
    },
  });

describe('a page of another origin', () => {
  it('may read nothing unless it is configured', async () => {
    expect(corsHeaders(await closed.post('/v1/chat/completions', REQUEST, { headers: ORIGIN }))).toEqual({});
    const response = await preflight(closed, ORIGIN.origin);
    expect(response.status).toBe(405);
    expect(corsHeaders(response)).toEqual({});
  });

  it('may ask when it is configured, with the headers of the official client', async () => {
    const response = await preflight(open, ORIGIN.origin);
    expect(response.status).toBe(204);
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': ORIGIN.origin,
      'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
      'access-control-allow-headers': 'authorization,content-type,x-stainless-lang',
      'access-control-expose-headers': 'x-request-id, x-ignored-fields, retry-after',
      'access-control-max-age': '7200',
      vary: expect.stringContaining('Origin'),
    });
  });

  it.each([false, true])('may read answers, errors and streams then (stream: %s)', async (stream) => {
    for (const body of [{ ...REQUEST, stream }, { ...REQUEST, stream, model: 'nope' }, {}]) {
      const response = await open.post('/v1/chat/completions', body, { headers: ORIGIN });
      expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN.origin);
      await response.text();
    }
  });

  it('may read nothing when another one is configured', async () => {
    const headers = { origin: 'https://evil.example' };
    const response = await open.post('/v1/chat/completions', REQUEST, { headers });
    expect(response.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    expect(response.headers.get('access-control-allow-origin')).not.toBe('*');
  });
});

describe('a foreign host name', () => {
  it('is not served by a service on loopback', async () => {
    const sent = request({
      port: closed.port,
      host: '127.0.0.1',
      path: '/v1/models',
      headers: { host: 'evil.example' },
    });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect([response.statusCode, JSON.parse(await text(response))]).toEqual([
      403,
      {
        error: {
          message: 'This host name is not served: the service listens on loopback only.',
          type: 'permission_error',
          param: null,
          code: 'host_not_allowed',
        },
      },
    ]);
    expect(response.headers['x-request-id']).toMatch(/^req_/);
  });
});
