import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chatEnd, json } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const LIMIT = 64 * 1024;
const REQUEST = { model: 'demo', messages: [{ role: 'user', content: 'What is the capital of France?' }] };
const ENCODERS = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, zstd: zstdCompressSync };

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_BODY_LIMIT: `${LIMIT}B` });

function post(body: Uint8Array<ArrayBuffer>, encoding: string): Promise<Response> {
  return gateway.fetch('/v1/chat/completions', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
  });
}

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

describe('a compressed request body', () => {
  it.each(Object.entries(ENCODERS))('is read: %s', async (encoding, encode) => {
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Paris.' } })));
    const response = await post(new Uint8Array(encode(bytes(REQUEST))), encoding);
    expect(response.status).toBe(200);
    expect(ollama.requests.at(-1)?.body).toMatchObject({ messages: REQUEST.messages });
  });

  it('is read in capitals, and as nothing special when it is not encoded', async () => {
    expect((await post(new Uint8Array(gzipSync(bytes(REQUEST))), 'GZIP')).status).toBe(200);
    expect((await post(new Uint8Array(bytes(REQUEST)), 'identity')).status).toBe(200);
  });

  it.each(Object.entries(ENCODERS))(
    'may not be larger than the limit once it is decoded: %s',
    async (encoding, encode) => {
      const content = 'a'.repeat(50 * LIMIT);
      const bomb = encode(bytes({ ...REQUEST, messages: [{ role: 'user', content }] }));
      expect(bomb.length).toBeLessThan(LIMIT);
      const response = await post(new Uint8Array(bomb), encoding);
      expect(response.status).toBe(413);
      expect(await response.json()).toEqual({
        error: {
          message: 'The request body is too large.',
          type: 'invalid_request_error',
          param: null,
          code: 'request_too_large',
        },
      });
    },
  );

  it.each(Object.entries(ENCODERS))('that is not what it says is a 400: %s', async (encoding, encode) => {
    const encoded = encode(bytes(REQUEST));
    const broken = [bytes(REQUEST), encoded.subarray(0, encoded.length - 6), Buffer.alloc(0)];
    const responses = await Promise.all(broken.map((body) => post(new Uint8Array(body), encoding)));
    expect(responses.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await responses[0]?.json()).toEqual({
      error: {
        message: 'The request body is not what its content-encoding says.',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
  });

  it('of an encoding that nobody knows is a 415', async () => {
    const response = await post(new Uint8Array(bytes(REQUEST)), 'gzip, zstd');
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({
      error: {
        message: 'The content-encoding of the request body is not supported. Supported are zstd, gzip and deflate.',
        type: 'invalid_request_error',
        param: null,
        code: 'unsupported_content_encoding',
      },
    });
  });

  it('is read to its end, and holds nothing else', async () => {
    const [begin, end] = ['{"model":"demo","messages":[{"role":"user",', '"content":"Hello"}]}'];
    const frames = [begin, end].map((text) => zstdCompressSync(text));
    expect((await post(new Uint8Array(Buffer.concat(frames)), 'zstd')).status).toBe(200);
    expect(ollama.requests.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: 'Hello' }] });
    for (const [encoding, encode] of Object.entries(ENCODERS)) {
      const body = Buffer.concat([encode(bytes(REQUEST)), Buffer.from('rest')]);
      expect((await post(new Uint8Array(body), encoding)).status).toBe(400);
    }
  });

  it('leaves a request without a body alone', async () => {
    const response = await gateway.fetch('/health/live', { headers: { 'content-encoding': 'zstd' } });
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});
