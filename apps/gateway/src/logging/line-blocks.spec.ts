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

  it('print lines together that may be printed later, before any other line, and before they are handed on', () => {
    const printed: number[] = [];
    const later = (number: number) => blocks.writeLater({ toString: () => `${printed.push(number) && number}\n` });
    later(1);
    later(2);
    expect(printed).toEqual([]);
    blocks.write('3\n');
    expect(printed).toEqual([1, 2]);
    later(4);
    vi.advanceTimersByTime(100);
    expect(written).toEqual(['1\n2\n3\n4\n']);
    later(5);
    blocks.flush();
    expect([written.at(-1), vi.getTimerCount()]).toEqual(['5\n', 0]);
  });

  it('print no more lines together than they may keep', () => {
    let printed = 0;
    for (let line = 0; line < 64; line++) blocks.writeLater({ toString: () => `${++printed % 10}` });
    expect(printed).toBe(64);
    blocks.flush();
    expect(written.join('')).toMatch(/^(1234567890){6}1234$/);
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
