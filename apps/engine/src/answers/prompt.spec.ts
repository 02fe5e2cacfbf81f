import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { fitTokens } from './prompt.js';

const TOKENS = Array.from({ length: 10 }, (_, index) => index as Token);

describe('prompts that fit', () => {
  it.each([
    [10, 4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [8, 2, [0, 1, 4, 5, 6, 7, 8, 9]],
    [8, 0, [2, 3, 4, 5, 6, 7, 8, 9]],
    // Something of the end has to be left.
    [4, -1, [0, 1, 8, 9]],
    [4, 100, [0, 1, 8, 9]],
  ])('into %d tokens, with num_keep %d', (contextLength, numKeep, left) => {
    expect(fitTokens(TOKENS, { contextLength, numKeep, truncate: true })).toEqual(left);
  });

  it('are not cut when that is not wanted', () => {
    expect(() => fitTokens(TOKENS, { contextLength: 9, numKeep: 0, truncate: false })).toThrow(
      'the input length (10 tokens) exceeds the context length (9 tokens)',
    );
  });
});
