import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PacedStream, text } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { statusesOfOneConnection } from '../../support/one-connection.js';

const LIMIT = 64 * 1024;
const ENCODERS = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, zstd: zstdCompressSync };
const encoders = Object.entries(ENCODERS);

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_NATIVE_API: 'inference,read,manage',
  GATEWAY_BODY_LIMIT: `${LIMIT}B`,
});

function post(path: string, body: Uint8Array, encoding: string, at = gateway): Promise<Response> {
  const headers = { 'content-type': 'text/x-own', 'content-encoding': encoding };
  return at.fetch(path, { method: 'POST', body: new Uint8Array(body), headers });
}

async function answerOf(response: Response): Promise<[number, unknown]> {
  return [response.status, await response.json()];
}

const BROKEN = [400, { error: 'The request body is not what its content-encoding says.' }];
const TOO_LARGE = [413, { error: 'The request body is too large.' }];

describe('a compressed body below /api', () => {
  it.each(encoders)('goes to Ollama decoded: %s', async (encoding, encode) => {
    ollama.answers('POST /api/chat', text('taken'));
    const response = await post('/api/chat', encode('{"model":"demo"}'), encoding);
    expect([response.status, await response.text()]).toEqual([200, 'taken']);
    const { text: received, headers } = await ollama.received();
    expect(received).toBe('{"model":"demo"}');
    expect(headers['content-type']).toBe('text/x-own');
    expect([headers['content-encoding'], headers['content-length']]).toEqual([undefined, undefined]);
  });

  it('goes to Ollama whole where it comes in several frames', async () => {
    ollama.answers('POST /api/chat', text('taken'));
    const frames = ['{"model":', '"demo"}'].map((part) => zstdCompressSync(part));
    expect((await post('/api/chat', Buffer.concat(frames), 'zstd')).status).toBe(200);
    expect((await ollama.received()).text).toBe('{"model":"demo"}');
  });

  it.each(['/api/chat', '/api/show'] as const)('is limited by what it is decoded to: %s', async (path) => {
    for (const [encoding, encode] of encoders) {
      expect(await answerOf(await post(path, encode(Buffer.alloc(50 * LIMIT)), encoding))).toEqual(TOO_LARGE);
      ollama.answers(`POST ${path}`, text('taken'));
      const response = await post(path, encode(Buffer.alloc(LIMIT)), encoding);
      expect([response.status, await response.text()]).toEqual([200, 'taken']);
    }
  });

  it('may be of any size where it is a model', async () => {
    const blob = Buffer.concat([randomBytes(LIMIT), Buffer.alloc(200 * LIMIT)]);
    const response = await post(`/api/blobs/sha256:${'0'.repeat(64)}`, zstdCompressSync(blob), 'zstd');
    await response.arrayBuffer();
    expect((await ollama.received()).bytes.equals(blob)).toBe(true);
  });

  it.each(encoders)('that is not what it says is refused: %s', async (encoding, encode) => {
    const encoded = encode(randomBytes(LIMIT / 2));
    const broken = [Buffer.from('{}'), encoded.subarray(0, -6), Buffer.concat([encoded, Buffer.from('rest')])];
    for (const body of broken) expect(await answerOf(await post('/api/chat', body, encoding))).toEqual(BROKEN);
  });

  it('that is broken is told while the request waits for its turn', async () => {
    const limits = { GATEWAY_MAX_IN_FLIGHT: '1', GATEWAY_MAX_QUEUE: '1' };
    const busy = await Gateway.start({ OLLAMA_HOST: ollama.origin, ...limits });
    const first = new PacedStream();
    ollama.answers('POST /api/chat', first.answer);
    const answering = busy.post('/api/chat', '{}');
    await first.request;
    expect(await answerOf(await post('/api/chat', Buffer.from('{}'), 'zstd', busy))).toEqual(BROKEN);
    await first.end('done');
    expect((await answering).status).toBe(200);
    await busy.close();
  });

  it('of an encoding that nobody knows is refused', async () => {
    expect(await answerOf(await post('/api/chat', Buffer.from('{}'), 'br'))).toEqual([
      415,
      { error: 'The content-encoding of the request body is not supported. Supported are zstd, gzip and deflate.' },
    ]);
    expect(ollama.requests).toEqual([]);
  });

  it('that is refused leaves the connection as it was', async () => {
    const headers = { 'content-encoding': 'zstd' };
    const bytes = Buffer.alloc(16 * LIMIT);
    expect(await statusesOfOneConnection(gateway.port, '/api/chat', headers, bytes)).toEqual([400, 404]);
  });
});
