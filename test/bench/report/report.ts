import type { Memory } from '../open-streams.ts';
import type { Result } from './results.ts';
import { tableOf } from './table.ts';

export interface Findings {
  machine: string;
  isPinned: boolean;
  plan: { rounds: number; turns: number; windowMs: number };
  results: readonly Result[];
  open: readonly Memory[];
  /** Resident MiB of the gateway with its streams open, round after round. */
  reopened: readonly number[];
  residentMib: Readonly<Record<string, number>>;
  secondsToFirstAnswer: number | undefined;
}

/** All that a run found, in Markdown. */
export function reportOf(findings: Findings): string {
  const { machine, isPinned, plan, results, open, reopened, residentMib, secondsToFirstAnswer } = findings;
  const pinning = isPinned ? 'what is measured alone on one core' : 'not pinned to cores (no `taskset`, or one core)';
  const lines = [
    `${machine}; ${plan.rounds} × ${plan.turns} windows of ${plan.windowMs / 1000} s, paced ${plan.rounds} × 1 of ${(2 * plan.turns * plan.windowMs) / 1000} s; ${pinning}.\n\n${tableOf(results)}`,
    ...(open.length > 0 ? [`Memory of open streams, a token a second each: ${open.map(memoryText).join('; ')}.`] : []),
    ...(reopened.length > 0
      ? [`Gateway with 1,000 streams opened and left ${reopened.length} times: ${flatness(reopened)}.`]
      : []),
    `Resident at the end: ${Object.entries(residentMib)
      .map(([name, mib]) => `${name} ${Math.round(mib)} MiB`)
      .join(', ')}.`,
    ...(secondsToFirstAnswer === undefined
      ? []
      : [`From \`npm start\`, built, to the demo model's first answer: ${secondsToFirstAnswer.toFixed(1)} s.`]),
  ];
  return `${lines.join('\n\n')}\n\n`;
}

function memoryText({ candidate, streams, kibEach, failed }: Memory): string {
  return `${candidate} ${streams.toLocaleString('en')} streams, ${kibEach.toFixed(1)} KiB each, ${failed} failed`;
}

function flatness(resident: readonly number[]): string {
  return resident.map((mib) => Math.round(mib)).join(', ') + ' MiB';
}
