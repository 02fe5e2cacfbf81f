import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { chatChunk, ndjson } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };
const MADE = /^req_[0-9a-f]{32}$/;

describe('x-request-id', () => {
  it.each<[string, (headers: Record<string, string>) => Promise<Response>]>([
    ['an answer', (headers) => gateway.post('/v1/chat/completions', REQUEST, { headers })],
    ['a stream', (headers) => gateway.post('/v1/chat/completions', { ...REQUEST, stream: true }, { headers })],
    ['a refused request', (headers) => gateway.post('/v1/chat/completions', {}, { headers })],
    ['a broken body', (headers) => gateway.post('/v1/chat/completions', '{', { headers })],
    ['an unknown path', (headers) => gateway.fetch('/nowhere', { headers })],
    ['a path that cannot be read', (headers) => gateway.fetch('/%', { headers })],
    ['a wrong method', (headers) => gateway.fetch('/v1/models', { method: 'DELETE', headers })],
    ['the documentation', (headers) => gateway.fetch('/openapi.json', { headers })],
    ['HEAD', (headers) => gateway.fetch('/', { method: 'HEAD', headers })],
  ])('is taken over, or made, for %s', async (_, ask) => {
    expect((await ask({ 'x-request-id': 'trace/1:2.3=4+5_6-7' })).headers.get('x-request-id')).toBe(
      'trace/1:2.3=4+5_6-7',
    );
    expect((await ask({})).headers.get('x-request-id')).toMatch(MADE);
  });

  it.each(['x'.repeat(129), 'a b', '{"a":1}', 'a,b', ''])('%s is not taken over', async (id) => {
    const response = await gateway.fetch('/', { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toMatch(MADE);
  });

  it('is in the log line, and on a stream that failed', async () => {
    ollama.answers('POST /api/chat', ndjson([chatChunk('Hello')]));
    const headers = { 'x-request-id': 'failing' };
    const response = await gateway.post('/v1/chat/completions', { ...REQUEST, stream: true }, { headers });
    expect(response.headers.get('x-request-id')).toBe('failing');
    expect(await response.text()).toContain('incomplete_answer');
    expect(await gateway.log.line({ requestId: 'failing', msg: 'request' })).toMatchObject({ status: 200 });
  });

  it('is what the official client knows of an answer', async () => {
    const { request_id } = await gateway.client().chat.completions.create(REQUEST).withResponse();
    expect(request_id).toMatch(MADE);
  });

  it('is made for bytes that are no HTTP', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.end('this is not HTTP\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head?.split('\r\n')).toEqual([
      'HTTP/1.1 400 Bad Request',
      expect.stringMatching(/^x-request-id: req_[0-9a-f]{32}$/),
      'content-type: application/json; charset=utf-8',
      `content-length: ${body?.length}`,
      'connection: close',
    ]);
    expect(JSON.parse(body ?? '')).toEqual({
      error: { message: 'The request is not valid HTTP.', type: 'invalid_request_error', param: null, code: null },
    });
  });

  it('is made for headers that are too large', async () => {
    const response = await gateway.fetch('/', { headers: { 'x-large': 'x'.repeat(20_000) } });
    expect([response.status, await response.json()]).toEqual([
      431,
      {
        error: {
          message: 'The request headers are too large.',
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      },
    ]);
    expect(response.headers.get('x-request-id')).toMatch(MADE);
  });
});
