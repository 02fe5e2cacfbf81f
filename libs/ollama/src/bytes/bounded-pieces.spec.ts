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

  it('keep what is large as it came, and what is small together', () => {
    const bytes = new BoundedPieces(100_000);
    for (const piece of [LARGE, Buffer.from('a'), Buffer.from('b'), LARGE]) bytes.append(piece);
    const [first, small, last] = bytes.take();
    expect([first?.buffer, small?.toString(), last?.buffer]).toEqual([LARGE.buffer, 'ab', LARGE.buffer]);
  });

  it('refuse what passes the limit, and take what reaches it', () => {
    const bytes = new BoundedPieces(LARGE.length + 2);
    bytes.append(LARGE);
    bytes.append(Buffer.from('ab'));
    expect(() => bytes.append(Buffer.from('c'))).toThrow(`more than ${LARGE.length + 2} bytes`);
  });
});
