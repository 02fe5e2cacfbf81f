import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import {
  chatChunk,
  closedOrigin,
  garbage,
  PacedStream,
  pieces,
  resetBeforeHeaders,
  resetInMidStream,
  silence,
  stall,
  text,
} from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_NATIVE_API: 'inference,read,manage',
  GATEWAY_FIRST_BYTE_TIMEOUT: '500ms',
  GATEWAY_CHUNK_TIMEOUT: '500ms',
  GATEWAY_MAX_IN_FLIGHT: '1',
  GATEWAY_MAX_QUEUE: '0',
});

const CHAT = { model: 'demo', messages: [] };
const JSON_TYPE = { 'content-type': 'application/json' };

async function answerOf(response: Response): Promise<[number, string | null, unknown]> {
  return [response.status, response.headers.get('retry-after'), await response.json()];
}

describe('a failure before the answer', () => {
  it.each([
    ['a reset', resetBeforeHeaders(), 502, 'The connection to Ollama was lost before it answered.'],
    ['what is not HTTP', garbage(), 502, 'The connection to Ollama was lost before it answered.'],
    ['silence', silence(), 504, 'Ollama did not begin to answer within 0.5 s.'],
  ])('is told in Ollama’s form: %s', async (_what, answer, status, error) => {
    ollama.answers('POST /api/chat', answer);
    expect(await answerOf(await gateway.post('/api/chat', CHAT))).toEqual([status, null, { error }]);
    expect(ollama.requests).toHaveLength(1);
  });

  it('is told where nobody listens', async () => {
    const alone = await Gateway.start({ OLLAMA_HOST: await closedOrigin() });
    expect(await answerOf(await alone.fetch('/api/tags'))).toEqual([502, null, { error: 'Ollama cannot be reached.' }]);
    await alone.close();
  });

  it('is told to whom the queue has no place for', async () => {
    const busy = new PacedStream();
    ollama.answers('POST /api/chat', busy.answer);
    const first = gateway.post('/api/chat', CHAT);
    await busy.request;
    expect(await answerOf(await gateway.post('/api/generate', CHAT))).toEqual([
      503,
      '1',
      { error: 'Too many requests wait for their turn: try again later.' },
    ]);
    expect((await gateway.fetch('/api/version')).status).toBe(200);
    await busy.end(chatChunk('done'));
    expect(await (await first).text()).toBe(`${JSON.stringify(chatChunk('done'))}\n`);
  });

  it('does not cost a client its connection in the middle of an upload', async () => {
    const request = httpRequest({ port: gateway.port, host: '127.0.0.1', method: 'POST', path: '/api/chat' });
    ollama.answers('POST /api/chat', silence());
    request.write('{"model":');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(504);
    expect(JSON.parse(await textOf(answer))).toEqual({ error: 'Ollama did not begin to answer within 0.5 s.' });
    request.destroy();
  });
});

describe('a failure in mid-answer', () => {
  it.each([
    [
      'a reset',
      resetInMidStream([chatChunk('Hello')]),
      'The connection to Ollama was lost in the middle of the answer.',
    ],
    ['silence', stall([chatChunk('Hello')]), 'Ollama stopped in the middle of its answer for 0.5 s.'],
  ])('is the last line of a stream: %s', async (_what, answer, error) => {
    ollama.answers('POST /api/chat', answer);
    const response = await gateway.post('/api/chat', CHAT);
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([chatChunk('Hello'), { error }]);
  });

  it('breaks any other answer off', async () => {
    const cut: typeof silence = () => async (_request, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': 100 });
      response.write('{"half":');
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.socket?.resetAndDestroy();
    };
    ollama.answers('POST /api/show', cut());
    const response = await gateway.post('/api/show', CHAT);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('a download', () => {
  it('may be silent for longer than an answer', async () => {
    const download = new PacedStream();
    ollama.answers('POST /api/pull', download.answer);
    ollama.answers('POST /api/chat', silence());
    const pulling = gateway.post('/api/pull', { model: 'demo' });
    await download.request;
    // An answer, for which nobody waits that long.
    expect((await gateway.post('/api/chat', CHAT)).status).toBe(504);
    await download.write({ status: 'verifying sha256 digest' });
    expect((await gateway.post('/api/chat', CHAT)).status).toBe(504);
    await download.end({ status: 'success' });
    expect(await (await pulling).text()).toBe('{"status":"verifying sha256 digest"}\n{"status":"success"}\n');
  });

  it('passes on what is no JSON at all', async () => {
    ollama.answers('POST /api/pull', pieces(['', 'not ', 'JSON'], { headers: { 'content-type': 'text/x' } }));
    ollama.answers('POST /api/push', text('<html>', { status: 502 }));
    expect(await (await gateway.post('/api/pull', {})).text()).toBe('not JSON');
    const pushed = await gateway.post('/api/push', {});
    expect([pushed.status, await pushed.text()]).toEqual([502, '<html>']);
  });
});
