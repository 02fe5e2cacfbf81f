import { describe, expect, it } from 'vitest';
import { ChunkSize } from './chunk-size.js';
import { MalformedAnswer } from './malformed-answer.js';

/** The sizes of a body's chunks, each of which is read from pieces of that many bytes, and holds nothing. */
function sizesIn(text: string, pieceBytes = Infinity): number[] {
  const bytes = Buffer.from(text, 'latin1');
  const size = new ChunkSize();
  size.begin();
  const sizes: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + pieceBytes);
    const start = size.read(bytes, at, end);
    if (start >= 0) sizes.push(size.value);
    at = start >= 0 ? start : end;
  }
  return sizes;
}

describe('ChunkSize', () => {
  it.each([1, 2, 3, Infinity])('is the same in pieces of %d bytes', (pieceBytes) => {
    expect(
      sizesIn('0\r\n\r\n1\r\n\r\n9aF\r\n\r\nFfFfFfFfFfFf\r\n\r\n0010;a\r\n\r\nb;a=";\t\xff\\"";c=d;e\r\n', pieceBytes),
    ).toEqual([0, 1, 0x9af, 0xffffffffffff, 0x10, 0xb]);
  });

  it('is not there before its line ends', () => {
    for (const text of ['', '5', '5\r', '5;', '5;a', '5;a\r']) expect(sizesIn(text)).toEqual([]);
  });

  it('begins anew with another body', () => {
    const size = new ChunkSize();
    size.read(Buffer.from('5;x'), 0, 3);
    size.begin();
    expect([size.read(Buffer.from('2\r\n'), 0, 3), size.value]).toEqual([3, 2]);
  });

  it('reads what is between start and end only', () => {
    const size = new ChunkSize();
    expect([size.read(Buffer.from('xx1\r\nyy'), 2, 4), size.read(Buffer.from('\n'), 0, 1), size.value]).toEqual([
      -1, 1, 1,
    ]);
  });

  it.each([
    ['\r\n'],
    ['\n'],
    [';\r\n'],
    [' 5\r\n'],
    ['5 \r\n'],
    ['5\n'],
    ['5\rx'],
    ['-5\r\n'],
    ['+5\r\n'],
    ['0x5\r\n'],
    ['5g\r\n'],
    ['5G\r\n'],
    ['5`\r\n'],
    ['5@\r\n'],
    ['5/\r\n'],
    ['5:\r\n'],
    ['5\x10\r\n'],
    ['5\xb5\r\n'],
    ['1234567890abc\r\n'],
    ['0000000000005\r\n'],
    ['5;a\n'],
    ['5;a\rb'],
    ['5;\0\r\n'],
    ['5;\x7f\r\n'],
    ['5;\r\n'],
    ['5;=a\r\n'],
    ['5;a=\r\n'],
    ['5; a\r\n'],
    ['5;a b\r\n'],
    ['5;a="b\r\n'],
    ['5;a="b"c\r\n'],
    ['5;a="\\"\r\n'],
    ['5;\xff\r\n'],
    [`5;${'a'.repeat(1024)}\r\n`],
    ['5\r\nx'],
    ['5\r\n\n'],
    ['5\r\n\rx'],
    ['5\r\n5\r\n'],
  ])('is not in %j', (text) => {
    for (const pieceBytes of [1, Infinity]) expect(() => sizesIn(text, pieceBytes)).toThrow(MalformedAnswer);
  });

  it('has extensions up to a limit, for each size anew', () => {
    const most = ';'.padEnd(1024, 'a');
    expect(sizesIn(`5${most}\r\n\r\n5${most}\r\n`)).toEqual([5, 5]);
  });
});
