import { describe, expect, it } from 'vitest';
import { CompletionLogprobs } from './completion-logprobs.js';

const token = (text: string, logprob: number, top: [string, number][] = []) => ({
  ...bare(text, logprob),
  ...(top.length > 0 && { top_logprobs: top.map(([name, value]) => bare(name, value)) }),
});
const bare = (text: string, logprob: number) => ({ token: text, logprob, bytes: [...Buffer.from(text)] });

describe('CompletionLogprobs', () => {
  it('has the older form, with offsets from the beginning of the prompt that go on over chunks', () => {
    const logprobs = new CompletionLogprobs('Once upon', 2);
    const top: [string, number][] = [
      [' a', -0.25],
      [' the', -1.5],
    ];
    expect(logprobs.next([token(' a', -0.25, top), token(' time', -0.5)])).toEqual({
      tokens: [' a', ' time'],
      token_logprobs: [-0.25, -0.5],
      top_logprobs: [{ ' a': -0.25, ' the': -1.5 }, { ' time': -0.5 }],
      text_offset: [9, 11],
    });
    expect(logprobs.next([token(',', -1)]).text_offset).toEqual([16]);
  });

  it('tells the token itself besides the alternatives that were asked for', () => {
    const top: [string, number][] = [
      ['a', -0.1],
      ['b', -0.2],
      ['c', -0.3],
    ];
    const told = (alternatives: number) => new CompletionLogprobs('', alternatives).next([token('c', -0.3, top)]);
    expect(told(0).top_logprobs).toEqual([{ c: -0.3 }]);
    expect(told(1).top_logprobs).toEqual([{ a: -0.1, c: -0.3 }]);
    expect(told(3).top_logprobs).toEqual([{ a: -0.1, b: -0.2, c: -0.3 }]);
  });

  it('keeps the likeliest of tokens with the same text, whatever the text', () => {
    const top: [string, number][] = [
      ['__proto__', -0.1],
      ['__proto__', -0.9],
    ];
    expect(JSON.stringify(new CompletionLogprobs('', 2).next([token('x', -2, top)]).top_logprobs)).toBe(
      '[{"__proto__":-0.1,"x":-2}]',
    );
  });

  it('tells the bytes of a token that is a part of a character, and counts characters', () => {
    const parts = [[0xf0, 0x9f], [0xa6, 0x99], [0x21]].map((bytes) => ({
      token: Buffer.from(bytes).toString(),
      logprob: -1,
      bytes,
    }));
    const { tokens, text_offset, top_logprobs } = new CompletionLogprobs('🦙🦙', 0).next(parts);
    expect(tokens).toEqual(['bytes:\\xf0\\x9f', 'bytes:\\xa6\\x99', '!']);
    expect(top_logprobs?.[0]).toEqual({ 'bytes:\\xf0\\x9f': -1 });
    expect(text_offset).toEqual([2, 2, 3]);
  });

  it('takes tokens without bytes', () => {
    const logprobs = new CompletionLogprobs('', 0).next([
      { token: '🦙', logprob: -1 },
      { token: 'b', logprob: -1, bytes: null },
    ]);
    expect([logprobs.tokens, logprobs.text_offset]).toEqual([
      ['🦙', 'b'],
      [0, 1],
    ]);
  });
});
