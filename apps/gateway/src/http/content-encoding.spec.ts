import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { describe, expect, it } from 'vitest';
import { decodeBody } from './content-encoding.js';

const LIMIT = 1024 * 1024;

function decode(bytes: Uint8Array, encoding: string): Promise<Readable> {
  const headers = { 'content-encoding': encoding, 'content-length': String(bytes.length) };
  const request = { headers, routeOptions: { bodyLimit: LIMIT, config: {} } } as unknown as FastifyRequest;
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null, body?: RequestPayload) => (error ? reject(error) : resolve(body as Readable));
    decodeBody.call({} as never, request, {} as FastifyReply, Readable.from([bytes]), done as never);
  });
}

describe('decodeBody', () => {
  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('decodes no further than a route takes: %s', async (encoding, encode) => {
    const body = await decode(encode(Buffer.alloc(100 * LIMIT)), encoding);
    let bytes = 0;
    const failure = await body
      .forEach((chunk: Buffer) => void (bytes += chunk.length))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 413, code: 'request_too_large' });
    expect(bytes).toBeLessThanOrEqual(LIMIT);
  });
});
