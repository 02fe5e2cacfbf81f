import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChatToken, readGenerateToken, type ReadToken } from './token-line.js';

const BASE = { model: 'demo:latest', created_at: '2026-11-24T00:07:01.645615315Z' };

const KINDS: [string, ReadToken<unknown>, (text: string) => object][] = [
  ['chat', readChatToken, (text) => ({ ...BASE, message: { role: 'assistant', content: text }, done: false })],
  ['generate', readGenerateToken, (text) => ({ ...BASE, response: text, done: false })],
];

describe.each(KINDS)('a token of %s', (_, read, toLine) => {
  it.each(['', ' Paris', 'é', '日本', '🤔', '</s>', '{"a":[1]}'.replaceAll('"', "'")])('is read: %j', (text) => {
    expect(read(JSON.stringify(toLine(text)))).toEqual(toLine(text));
  });

  it('is what JSON.parse finds, whatever the text; one with an escape is left to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, model) => {
        const line = JSON.stringify({ ...toLine(text), model });
        const hasEscape = JSON.stringify(text + model) !== `"${text}${model}"`;
        expect(read(line)).toEqual(hasEscape ? undefined : JSON.parse(line));
      }),
    );
  });

  it('is what JSON.parse finds, or nothing, whatever is broken in the line', () => {
    const line = JSON.stringify(toLine('ab'));
    const inserted = fc.constantFrom('', '"', '\\', '}', ',', '\n', '\u0001', 'x');
    fc.assert(
      fc.property(fc.nat(line.length), fc.nat(3), inserted, (at, cut, text) => {
        const broken = line.slice(0, at) + text + line.slice(at + cut);
        const token = read(broken);
        expect(token).toEqual(token && JSON.parse(broken));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { ...toLine('a'), done: true },
    { ...toLine('a'), logprobs: [] },
    { ...toLine('a'), error: 'x' },
    { ...toLine('a'), message: { role: 'assistant', content: 'a', thinking: 'b' }, response: 'a' },
    { done: false, ...toLine('a') },
  ])('is not taken for one: %j', (line) => {
    expect(read(JSON.stringify(line))).toBeUndefined();
  });
});
