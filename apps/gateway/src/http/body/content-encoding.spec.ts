import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodedBody } from './content-encoding.js';

const LIMIT = 1024 * 1024;
const ENCODERS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['zstd', zstdCompressSync],
] as const;

const BROKEN = { status: 400, message: 'The request body is not what its content-encoding says.' };

function decode(encoding: string, ...pieces: Uint8Array[]): Readable {
  return decodedBody(Readable.from(pieces), { 'content-encoding': encoding, 'content-length': '1' }, LIMIT);
}

function failureOf(body: Readable): Promise<unknown> {
  return buffer(body).catch((error: unknown) => error);
}

/** Every byte a piece of its own. */
function bytesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

describe('decodedBody', () => {
  it.each(ENCODERS)('decodes no further than a route takes: %s', async (encoding, encode) => {
    const body = decode(encoding, encode(Buffer.alloc(100 * LIMIT)));
    let bytes = 0;
    const failure = await body
      .forEach((chunk: Buffer) => void (bytes += chunk.length))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 413, code: 'request_too_large' });
    expect(bytes).toBeLessThanOrEqual(LIMIT);
  });

  it.each(ENCODERS)('counts the bytes of all frames together: %s', async (encoding, encode) => {
    const half = encode(Buffer.alloc(LIMIT / 2));
    expect(await buffer(decode(encoding, Buffer.concat([half, half])))).toHaveLength(LIMIT);
    expect(await failureOf(decode(encoding, Buffer.concat([half, half, encode(Buffer.alloc(1))])))).toMatchObject({
      status: 413,
    });
  });

  it.each(ENCODERS)('decodes every frame, however the bytes arrive: %s', async (encoding, encode) => {
    const frames = ['{"a":', '', '1}'].map((text) => encode(Buffer.from(text)));
    const whole = Buffer.concat(frames);
    const cut = whole.length - (frames[2]?.length ?? 0) + 3;
    for (const pieces of [[whole], frames, bytesOf(whole), [whole.subarray(0, cut), whole.subarray(cut)]]) {
      expect((await buffer(decode(encoding, ...pieces))).toString()).toBe('{"a":1}');
    }
  });

  it.each(ENCODERS)('refuses what follows and is no frame, however the bytes arrive: %s', async (encoding, encode) => {
    const frame = encode(Buffer.from('{}'));
    for (const rest of [Buffer.from('rest'), Buffer.alloc(3), frame.subarray(0, 5)]) {
      const whole = Buffer.concat([frame, rest]);
      for (const pieces of [[whole], [frame, rest], bytesOf(whole)]) {
        expect(await failureOf(decode(encoding, ...pieces))).toMatchObject(BROKEN);
      }
    }
  });

  it('refuses zstd frames without end', async () => {
    const empty = zstdCompressSync(Buffer.alloc(0));
    const frames = (count: number) => Buffer.concat(Array.from({ length: count }, () => empty));
    expect(await buffer(decode('zstd', frames(1000)))).toHaveLength(0);
    expect(await failureOf(decode('zstd', frames(1001)))).toMatchObject(BROKEN);
  });

  it('leaves alone what is not encoded', () => {
    const body = Readable.from(['{}']);
    for (const encoding of [undefined, '', 'identity']) {
      const headers = { ...(encoding !== undefined && { 'content-encoding': encoding }), 'content-length': '2' };
      expect(decodedBody(body, headers, LIMIT)).toBe(body);
      expect(headers['content-length']).toBe('2');
    }
  });
});
