import type { Token } from 'node-llama-cpp';
import type { RunOptions } from './options.js';

export type SamplingOptions = Pick<RunOptions, 'temperature' | 'top_k' | 'top_p' | 'min_p'>;

/**
 * Picks a token as llama.cpp's samplers do: the `top_k` likeliest, of these the likeliest that make up `top_p`, of these
 * what has `min_p` of the first one's probability, and of these one by chance, at the temperature.
 *
 * @param probabilities of all tokens, the likeliest first
 * @param random at least 0, less than 1
 */
export function sampleToken(
  probabilities: ReadonlyMap<Token, number>,
  { temperature, top_k, top_p, min_p }: SamplingOptions,
  random: number,
): Token {
  const all = [...probabilities];
  const likeliest = topP(top_k > 0 ? all.slice(0, top_k) : all, top_p);
  const least = (likeliest[0]?.[1] ?? 0) * min_p;
  const candidates = likeliest.filter(([, probability]) => probability >= least);
  const first = candidates[0];
  if (!first) throw new RangeError('there is no token to choose from');
  if (temperature <= 0) return first[0];
  return byChance(
    candidates.map(([token, probability]) => [token, (probability / first[1]) ** (1 / temperature)]),
    random,
  );
}

function topP(candidates: [Token, number][], share: number): [Token, number][] {
  const enough = share * sum(candidates);
  let total = 0;
  const end = candidates.findIndex(([, probability]) => (total += probability) >= enough);
  return end < 0 ? candidates : candidates.slice(0, end + 1);
}

function byChance(weighted: [Token, number][], random: number): Token {
  let rest = random * sum(weighted);
  const picked = weighted.find(([, weight]) => (rest -= weight) < 0) ?? weighted.at(-1);
  return picked?.[0] as Token;
}

function sum(weighted: [Token, number][]): number {
  return weighted.reduce((total, [, weight]) => total + weight, 0);
}
