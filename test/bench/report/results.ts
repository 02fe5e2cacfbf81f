import { type Candidate, CANDIDATES } from '../candidates/candidates.ts';
import type { Measured } from '../load/measure.ts';
import type { Scenario } from '../scenarios.ts';
import { median } from './statistics.ts';

/** What the candidates showed in one round of a scenario. */
export type Round = Partial<Record<Candidate, Measured>>;

export interface Result {
  scenario: Scenario;
  rounds: Round[];
}

/** A round of several turns: the median of each figure. */
export function medianOf(turns: readonly Round[]): Round {
  const round: Round = {};
  for (const candidate of CANDIDATES) {
    const all = turns.flatMap(({ [candidate]: measured }) => measured ?? []);
    if (all[0] === undefined) continue;
    const figures = Object.keys(all[0]) as (keyof Measured)[];
    const medians = figures.map((figure) => [figure, median(all.map((measured) => measured[figure]))]);
    round[candidate] = Object.fromEntries(medians) as Measured;
  }
  return round;
}

/** A figure of several rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** A figure of each round that has it; undefined when none has. */
export function spreadOf(rounds: readonly Round[], figure: (round: Round) => number | undefined): Spread | undefined {
  const values = rounds.flatMap((round) => figure(round) ?? []);
  if (values.length === 0) return undefined;
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** A figure of a candidate as a multiple of the byte pipe's of the same round. */
export function ratioToPipe(candidate: Candidate, figure: (measured: Measured) => number) {
  return ({ [candidate]: measured, 'byte pipe': pipe }: Round): number | undefined =>
    measured && pipe && figure(measured) / figure(pipe);
}

/** A figure of a candidate less that of Ollama asked directly in the same round. */
export function addedTo(candidate: Candidate, figure: (measured: Measured) => number) {
  return ({ [candidate]: measured, direct }: Round): number | undefined =>
    measured && direct && figure(measured) - figure(direct);
}
