import { describe, expect, it } from 'vitest';
import { JoinedBytes } from './joined-bytes.js';

const LARGE = Buffer.alloc(20_000, 'L');

describe('JoinedBytes', () => {
  it.each([[[]], [['a']], [['a', 'b', 'c']], [[LARGE]], [['a', LARGE, 'b', 'c', LARGE, LARGE, 'd']]])(
    'keep the order of pieces of any size: %#',
    (pieces) => {
      const bytes = new JoinedBytes(100_000);
      for (const piece of pieces) bytes.append(Buffer.from(piece));
      expect(bytes.take().toString()).toBe(pieces.join(''));
    },
  );

  it('refuse what passes the limit, and take what reaches it', () => {
    const bytes = new JoinedBytes(LARGE.length + 2);
    bytes.append(LARGE);
    bytes.append(Buffer.from('ab'));
    expect(() => bytes.append(Buffer.from('c'))).toThrow(`more than ${LARGE.length + 2} bytes`);
  });
});
