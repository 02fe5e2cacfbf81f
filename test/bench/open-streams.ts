import type { Candidate } from './candidates/candidates.ts';
import type { Held, OpenLoad } from './load/hold-open.ts';
import type { Running } from './processes/start-process.ts';
import { residentKibOf } from './processes/costs.ts';
import type { Scenario } from './scenarios.ts';
import { targetOf } from './targets.ts';

/** A stream that says a token a second, for longer than it is held. */
const OPEN: Scenario = {
  name: 'open streams',
  model: 'paced-500-1000',
  api: 'chat',
  connections: 1,
  tokens: 500,
  timed: 'gap',
};
const WARM_UP_STREAMS = 500;
// Until the last of them has said a few tokens, on a machine that is busy too.
const HOLD_MS = 6_000;

export interface Memory {
  candidate: Candidate;
  streams: number;
  /** KiB that each open stream takes beyond what the warm process takes at rest. */
  kibEach: number;
  /** Streams that broke, or from which nothing came. */
  failed: number;
}

type HoldOpen = (load: OpenLoad) => Promise<Held>;

/** How much memory so many open streams take. */
export async function memoryOf(
  candidate: Candidate,
  { pid, port }: Running,
  streams: number,
  holdOpen: HoldOpen,
): Promise<Memory> {
  const target = targetOf(OPEN, candidate, port);
  if (target === undefined) throw new Error(`${candidate} does not stream.`);
  await holdOpen({ target, streams: WARM_UP_STREAMS, holdMs: HOLD_MS, pid });
  const before = residentKibOf(pid);
  const { residentKib, answering, failed } = await holdOpen({ target, streams, holdMs: HOLD_MS, pid });
  return { candidate, streams, kibEach: (residentKib - before) / streams, failed: failed + streams - answering };
}

/** Resident MiB with all streams open, round after round of opening and leaving them. */
export async function memoryOverRounds(
  candidate: Candidate,
  { pid, port }: Running,
  { streams, rounds }: { streams: number; rounds: number },
  holdOpen: HoldOpen,
): Promise<number[]> {
  const target = targetOf(OPEN, candidate, port);
  if (target === undefined) throw new Error(`${candidate} does not stream.`);
  const resident: number[] = [];
  while (resident.length < rounds) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const { residentKib } = await holdOpen({ target, streams, holdMs: 1_500, pid });
    resident.push(residentKib / 1024);
  }
  return resident;
}
