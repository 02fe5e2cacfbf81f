// What the gateway costs, as ratios to a byte pipe that understands nothing: `npm run bench`, in two minutes and without a
// word in the README with `-- --quick`. `--only <text>` runs the scenarios whose names have the text (`open streams` those),
// `--rounds <number>` all of them that often, after one round that is not counted.
import { once } from 'node:events';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Candidate, CANDIDATES, startCandidate, startCandidates } from './candidates/candidates.ts';
import type { Held, OpenLoad } from './load/hold-open.ts';
import type { Order } from './load/load-generator.ts';
import type { Counted } from './load/measure.ts';
import { type Memory, memoryOf, memoryOverRounds } from './open-streams.ts';
import { residentKibOf } from './processes/costs.ts';
import { IS_PINNED, leaveMeasuredCore } from './processes/pinning.ts';
import { startHelper } from './processes/start-process.ts';
import { writeToReadme } from './report/readme.ts';
import { reportOf } from './report/report.ts';
import { measuredIn, type Result, type Round } from './report/results.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import { secondsToFirstAnswer } from './start.ts';
import { targetOf } from './targets.ts';
import { verify } from './verify.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
  },
});
const PLAN = options.quick
  ? { rounds: 1, uncountedRounds: 0, turns: 1, warmUpMs: 400, windowMs: 800, openStreams: [1_000], reopenings: 2 }
  : {
      rounds: Number(options.rounds),
      uncountedRounds: 1,
      turns: 4,
      warmUpMs: 300,
      windowMs: 500,
      openStreams: [4_000, 9_000],
      reopenings: 20,
    };
const REOPENED_STREAMS = 1_000;
const ORDERS = [
  [0, 1, 3, 2],
  [1, 2, 0, 3],
  [2, 3, 1, 0],
  [3, 0, 2, 1],
];

leaveMeasuredCore();
const candidates = await startCandidates();
const generator = startHelper('load/load-generator.ts');
const scenarios = SCENARIOS.filter(({ name }) => name.includes(options.only));

const failures: string[] = [];
const results = await measureAll();
const memory = 'open streams'.includes(options.only) ? await measureMemory() : { open: [], reopened: [] };
const report = reportOf({
  machine: `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`,
  isPinned: IS_PINNED,
  plan: PLAN,
  results,
  ...memory,
  residentMib: Object.fromEntries(CANDIDATES.map((name) => [name, residentKibOf(candidates[name].pid) / 1024])),
  secondsToFirstAnswer: options.only === '' ? await secondsToFirstAnswer() : undefined,
});
console.log(report);
if (!options.quick && options.only === '' && failures.length === 0) writeToReadme(report);
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

async function measureAll(): Promise<Result[]> {
  const results = scenarios.map((scenario): Result => ({ scenario, rounds: [] }));
  for (const scenario of scenarios) {
    // Nobody waits for a paced answer to its end.
    const unpaced = { ...scenario, model: scenario.model.replace(/^paced-(\d+)-\d+$/, 'flood-$1') };
    for (const candidate of CANDIDATES) {
      const target = targetOf(unpaced, candidate, candidates[candidate].port);
      if (target !== undefined) await verify(unpaced, target);
    }
  }
  // A service lives for days: the rounds in which its code is compiled are not counted.
  for (let round = 0; round < PLAN.uncountedRounds + PLAN.rounds; round++) {
    for (const { scenario, rounds } of results) {
      const measured = await measureRound(scenario, round);
      if (round >= PLAN.uncountedRounds) rounds.push(measured);
    }
  }
  return results;
}

/** All candidates in turn, several times: one that rests for long is slower for a second, and the machine changes too. */
async function measureRound(scenario: Scenario, round: number): Promise<Round> {
  const { turns, stretch } = scenario.isSlow
    ? { turns: 1, stretch: 2 * PLAN.turns }
    : { turns: PLAN.turns, stretch: 1 };
  const windows = new Map<Candidate, Counted[]>();
  for (let turn = 0; turn < turns; turn++) {
    for (const candidate of orderOf(round + turn)) {
      const target = targetOf(scenario, candidate, candidates[candidate].port);
      if (target === undefined) continue;
      const counted = await order<Counted>({
        measure: {
          target,
          connections: scenario.connections,
          timed: scenario.timed,
          warmUpMs: PLAN.warmUpMs * stretch,
          windowMs: PLAN.windowMs * stretch,
          pid: candidates[candidate].pid,
        },
      });
      if (counted.failed > 0) failures.push(`${candidate}, ${scenario.name}: ${counted.failed} wrong answers`);
      windows.set(candidate, [...(windows.get(candidate) ?? []), counted]);
    }
  }
  progress(scenario.name);
  return Object.fromEntries([...windows].map(([candidate, each]) => [candidate, measuredIn(each)]));
}

/** In four turns each of four candidates comes once at each place, and once after each of the others. */
function orderOf(turn: number): Candidate[] {
  const places = ORDERS[turn % ORDERS.length] ?? [];
  return places.flatMap((place) => CANDIDATES[place] ?? []);
}

async function measureMemory(): Promise<{ open: Memory[]; reopened: number[] }> {
  const open: Memory[] = [];
  const holdOpen = (load: OpenLoad) => order<Held>({ holdOpen: load });
  for (const streams of PLAN.openStreams) {
    for (const candidate of ['byte pipe', 'gateway'] as const) {
      // What a busy process has kept of its memory would be taken for none.
      const fresh = await startCandidate(candidate, candidates.direct);
      const memory = await memoryOf(candidate, fresh, streams, holdOpen);
      progress(`${streams} open streams, ${candidate}`);
      if (memory.failed > 0) failures.push(`${candidate}, ${streams} open streams: ${memory.failed} failed`);
      open.push(memory);
    }
  }
  const rounds = { streams: REOPENED_STREAMS, rounds: PLAN.reopenings };
  const gateway = await startCandidate('gateway', candidates.direct);
  return { open, reopened: await memoryOverRounds('gateway', gateway, rounds, holdOpen) };
}

/** The report comes at the end; somebody may be waiting for it. */
function progress(what: string): void {
  console.error(`${Math.round(performance.now() / 1000)} s: ${what}`);
}

async function order<Answer>(what: Order): Promise<Answer> {
  const answered = once(generator, 'message');
  generator.send(what);
  const [answer] = (await answered) as [Answer];
  return answer;
}
