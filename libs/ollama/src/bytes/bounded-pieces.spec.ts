import { describe, expect, it } from 'vitest';
import { BoundedPieces } from './bounded-pieces.js';

const LARGE = Buffer.alloc(20_000, 'L');

describe('BoundedPieces', () => {
  it.each([[[]], [['a']], [['a', 'b', 'c']], [[LARGE]], [['a', LARGE, 'b', 'c', LARGE, LARGE, 'd']]])(
    'keep the order of pieces of any size: %#',
    (pieces) => {
      const bytes = new BoundedPieces(100_000);
      for (const piece of pieces) bytes.append(Buffer.from(piece));
      expect(Buffer.concat(bytes.take()).toString()).toBe(pieces.join(''));
    },
  );

  it('keep what is large in pieces, and what is small together', () => {
    const bytes = new BoundedPieces(100_000);
    for (const piece of [LARGE, Buffer.from('a'), Buffer.from('b'), LARGE]) bytes.append(piece);
    expect(bytes.take().map(String)).toEqual([LARGE.toString(), 'ab', LARGE.toString()]);
  });

  it('keep what others write over', () => {
    const bytes = new BoundedPieces(100_000);
    const memory = Buffer.alloc(LARGE.length);
    for (const letter of ['a', 'b']) bytes.append(memory.fill(letter));
    bytes.append(memory.fill('c').subarray(0, 1));
    expect(Buffer.concat(bytes.take()).toString()).toBe(`${'a'.repeat(LARGE.length)}${'b'.repeat(LARGE.length)}c`);
  });

  it('refuse what passes the limit, and take what reaches it', () => {
    const bytes = new BoundedPieces(LARGE.length + 2);
    bytes.append(LARGE);
    bytes.append(Buffer.from('ab'));
    expect(() => bytes.append(Buffer.from('c'))).toThrow(`more than ${LARGE.length + 2} bytes`);
  });
});
