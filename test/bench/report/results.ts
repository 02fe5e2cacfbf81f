import type { Candidate } from '../candidates/candidates.ts';
import type { Counted } from '../load/measure.ts';
import type { Scenario } from '../scenarios.ts';
import { median, percentile } from './statistics.ts';

export interface Measured {
  answersPerSecond: number;
  tokensPerSecond: number;
  /** Per answer, and per million tokens of a stream. */
  cpuUsPerAnswer: number;
  cpuSPerMillionTokens: number;
  /** Milliseconds of what the load is timed by. */
  p50: number;
  p99: number;
}

/** What the candidates showed in one round of a scenario. */
export type Round = Partial<Record<Candidate, Measured>>;

export interface Result {
  scenario: Scenario;
  rounds: Round[];
}

/** The figures of windows that are taken for one. */
export function measuredIn(windows: readonly Counted[]): Measured {
  const sum = (count: (window: Counted) => number) => windows.reduce((total, window) => total + count(window), 0);
  const seconds = sum((window) => window.seconds);
  const cpuUs = sum((window) => window.cpuMs) * 1000;
  const answers = sum((window) => window.answers);
  const tokens = sum((window) => window.tokens);
  const times = windows.flatMap((window) => window.times);
  return {
    answersPerSecond: answers / seconds,
    tokensPerSecond: tokens / seconds,
    cpuUsPerAnswer: cpuUs / answers,
    cpuSPerMillionTokens: cpuUs / tokens,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
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
