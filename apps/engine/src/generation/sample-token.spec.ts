import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { sampleToken, type SamplingOptions } from './sample-token.js';
import { seededRandom } from './seeded-random.js';

const PROBABILITIES = new Map([0.5, 0.3, 0.15, 0.05].map((probability, index) => [index as Token, probability]));
const FREE: SamplingOptions = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };

/** How often each token is picked, of 1000 evenly spread chances. */
function shares(options: Partial<SamplingOptions>): number[] {
  const picked = Array.from({ length: 1000 }, (_, index) =>
    sampleToken(PROBABILITIES, { ...FREE, ...options }, index / 1000),
  );
  return [0, 1, 2, 3].map((token) => picked.filter((each) => (each as number) === token).length);
}

describe('picking a token', () => {
  it.each<[string, Partial<SamplingOptions>, number[]]>([
    ['as likely as it is', {}, [500, 300, 150, 50]],
    ['of the likeliest', { top_k: 2 }, [625, 375, 0, 0]],
    ['of those that make up a share', { top_p: 0.8 }, [625, 375, 0, 0]],
    ['of those that are likely enough beside the first', { min_p: 0.2 }, [527, 316, 157, 0]],
    ['the first at temperature 0', { temperature: 0 }, [1000, 0, 0, 0]],
    ['the first only, with top_p 0', { top_p: 0 }, [1000, 0, 0, 0]],
    ['more evenly when it is hot', { temperature: 1000 }, [250, 250, 250, 250]],
  ])('%s', (_, options, expected) => {
    const found = shares(options);

    expect(found.map((count, index) => Math.abs(count - (expected[index] ?? 0)) <= 2)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('seeded random numbers', () => {
  it('are the same for the same seed, and spread evenly', () => {
    const [a, b, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
    const numbers = Array.from({ length: 10_000 }, a);

    expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, b));
    expect(numbers[0]).not.toBe(other());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.filter((number) => number < 0.5).length / numbers.length).toBeCloseTo(0.5, 1);
  });
});
