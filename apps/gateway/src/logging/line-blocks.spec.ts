import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBlocks } from './line-blocks.js';

describe('LineBlocks', () => {
  let written: string[];
  let blocks: LineBlocks;
  beforeEach(() => {
    vi.useFakeTimers();
    written = [];
    blocks = new LineBlocks({ write: (bytes) => written.push(bytes.toString()) }, 64, 100);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hand on together what comes in their time', () => {
    blocks.write('one\n');
    vi.advanceTimersByTime(99);
    blocks.write('two\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(written).toEqual(['one\ntwo\n']);
    blocks.write('three\n');
    vi.advanceTimersByTime(100);
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hand on what is there when no other line may fit in', () => {
    const line = `${'x'.repeat(15)}\n`;
    for (let lines = 0; lines < 5; lines++) blocks.write(line);
    expect(written).toEqual([line + line, line + line]);
    blocks.flush();
    expect(written.join('')).toBe(line.repeat(5));
  });

  it('keep the order, and every character, of lines that are longer than a block', () => {
    const lines = ['short €\n', `${'long €'.repeat(30)}\n`, `${'€'.repeat(21)}\n`, '\u{1f600}\n'];
    for (const line of lines) blocks.write(line);
    blocks.flush();
    blocks.flush();
    expect(written.join('')).toBe(lines.join(''));
  });

  it('give lines away with no more memory than they have, into which nothing is written later', () => {
    const given: Buffer[] = [];
    const others = new LineBlocks({ write: (bytes) => given.push(bytes) }, 64 * 1024, 100);
    others.write('one\n');
    others.flush();
    others.write('two\n');
    others.flush();
    expect(given.map(String)).toEqual(['one\n', 'two\n']);
    expect(given.map(({ buffer }) => buffer.byteLength)).toEqual([4, 4]);
  });
});
