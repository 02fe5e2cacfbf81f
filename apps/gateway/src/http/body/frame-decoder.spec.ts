import { buffer } from 'node:stream/consumers';
import { createZstdDecompress, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FrameDecoder } from './frame-decoder.js';

const MIB = 1024 * 1024;
const DECODED = 64 * MIB;

describe('FrameDecoder', () => {
  it('decodes no faster than it is read', async () => {
    const decoder = new FrameDecoder(createZstdDecompress);
    decoder.end(zstdCompressSync(Buffer.alloc(DECODED)));
    for (let before = -1; before !== decoder.readableLength;) {
      before = decoder.readableLength;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(decoder.readableLength).toBeLessThan(MIB);
    expect((await buffer(decoder)).length).toBe(DECODED);
  });
});
