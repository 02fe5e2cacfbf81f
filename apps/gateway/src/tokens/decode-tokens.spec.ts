import { encode as encodeCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { encode as encodeO200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { decodeTokens } from './decode-tokens.js';

const TEXTS = ['Why is the sky blue?', '', 'naïve\u0000 🦙 中文\n\n  <x>', '👩‍👩‍👧‍👦'.repeat(20)];

describe('decodeTokens', () => {
  it.each(TEXTS)('gives the text back: %j', (text) => {
    expect(decodeTokens(encodeCl100k(text), 'cl100k_base')).toBe(text);
    expect(decodeTokens(encodeO200k(text), 'o200k_base')).toBe(text);
  });

  it('knows the special tokens', () => {
    expect(decodeTokens([100257, 3923, 100276], 'cl100k_base')).toBe('<|endoftext|>What<|endofprompt|>');
    expect(decodeTokens([199999], 'o200k_base')).toBe('<|endoftext|>');
  });

  it.each([100256, 100261, 100277, -1, 1.5, Number.MAX_SAFE_INTEGER])('does not know %d', (token) => {
    expect(decodeTokens([3923, token, 374], 'cl100k_base')).toBeUndefined();
  });

  it('shows where a character was cut in two, and keeps nothing of it for the next array', () => {
    expect(encodeCl100k('🦙')).toEqual([9468, 99, 247]);
    expect(decodeTokens([9468, 99], 'cl100k_base')).toBe('\uFFFD');
    expect(decodeTokens([247, 3923], 'cl100k_base')).toBe('\uFFFDWhat');
    expect(decodeTokens([9468, 3923, 99, 247], 'cl100k_base')).toBe('\uFFFDWhat\uFFFD\uFFFD');
  });

  it('puts many parts of characters together', () => {
    const tokens = Array.from({ length: 300_000 }, (_, index) => [9468, 99, 247][index % 3] as number);
    expect(decodeTokens(tokens, 'cl100k_base')).toBe('🦙'.repeat(100_000));
  });
});
