// What the gateway costs, as ratios to a byte pipe that understands nothing: `npm run bench`, in two minutes and without a
// word in the README with `-- --quick`. `--only <text>` runs the scenarios whose names have the text (`open streams` those),
// `--rounds <number>` all of them that often.
import { once } from 'node:events';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Candidate, CANDIDATES, startCandidate, startCandidates } from './candidates/candidates.ts';
import type { Held, OpenLoad } from './load/hold-open.ts';
import type { Order } from './load/load-generator.ts';
import type { Load, Measured } from './load/measure.ts';
import { type Memory, memoryOf, memoryOverRounds } from './open-streams.ts';
import { residentKibOf } from './processes/costs.ts';
import { IS_PINNED, leaveMeasuredCore } from './processes/pinning.ts';
import { startHelper } from './processes/start-process.ts';
import { writeToReadme } from './report/readme.ts';
import { reportOf } from './report/report.ts';
import { medianOf, type Result, type Round } from './report/results.ts';
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
  ? { rounds: 1, firstRounds: 0, turns: 1, warmUpMs: 400, windowMs: 800, openStreams: [1_000], reopenings: 2 }
  : {
      rounds: Number(options.rounds),
      firstRounds: 1,
      turns: 4,
      warmUpMs: 300,
      windowMs: 500,
      openStreams: [4_000, 9_000],
      reopenings: 20,
    };
const REOPENED_STREAMS = 1_000;

leaveMeasuredCore();
const candidates = await startCandidates();
const generator = startHelper('load/load-generator.ts');
const inTurn = [...CANDIDATES];
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
if (!options.quick && options.only === '') writeToReadme(report);
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

async function measureAll(): Promise<Result[]> {
  const results = scenarios.map((scenario): Result => ({ scenario, rounds: [] }));
  for (const scenario of scenarios) {
    // Nobody waits for a paced answer to its end.
    const unpaced = { ...scenario, model: scenario.model.replace(/^paced-(\d+)-\d+$/, 'flood-$1') };
    await eachCandidate(unpaced, (target) => verify(unpaced, target));
  }
  // A service lives for days: the rounds in which its code is compiled are not counted.
  for (let round = -PLAN.firstRounds; round < PLAN.rounds; round++) {
    for (const { scenario, rounds } of results) {
      const measured = await measureRound(scenario);
      if (round >= 0) rounds.push(measured);
    }
  }
  return results;
}

/** All candidates in turn, several times: one that rests for long is slower for a second, and the machine changes too. */
async function measureRound(scenario: Scenario): Promise<Round> {
  const { turns, times } = scenario.isSlow ? { turns: 1, times: 2 * PLAN.turns } : { turns: PLAN.turns, times: 1 };
  const measured: Round[] = [];
  for (let turn = 0; turn < turns; turn++) measured.push(await measureTurn(scenario, times));
  progress(scenario.name);
  return medianOf(measured);
}

async function measureTurn(scenario: Scenario, times: number): Promise<Round> {
  const turn: Round = {};
  await eachCandidate(scenario, async (target, candidate) => {
    const measured = await order<Measured>({
      measure: {
        target,
        connections: scenario.connections,
        timed: scenario.timed,
        warmUpMs: PLAN.warmUpMs * times,
        windowMs: PLAN.windowMs * times,
        pid: candidates[candidate].pid,
      },
    });
    if (measured.failed > 0) failures.push(`${candidate}, ${scenario.name}: ${measured.failed} wrong answers`);
    turn[candidate] = measured;
  });
  // Nobody always comes after the same one.
  inTurn.reverse();
  return turn;
}

async function eachCandidate(
  scenario: Scenario,
  visit: (target: Load['target'], candidate: Candidate) => Promise<void>,
): Promise<void> {
  for (const candidate of inTurn) {
    const target = targetOf(scenario, candidate, candidates[candidate].port);
    if (target !== undefined) await visit(target, candidate);
  }
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
