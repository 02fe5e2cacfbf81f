import { type Candidate, CANDIDATES } from '../candidates/candidates.ts';
import { addedTo, type Measured, ratioToPipe, type Result, type Spread, spreadOf } from './results.ts';

const HEAD = [
  'Scenario',
  '',
  'per second',
  '× pipe',
  'CPU',
  '× pipe',
  'p50, × pipe',
  'p99, × pipe',
  'added p50, p99 (ms)',
];

/** The results as a table in Markdown: the candidates of each scenario below each other. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.flatMap((result) =>
    CANDIDATES.filter((candidate) => candidate !== 'direct' && result.rounds.some((round) => round[candidate])).map(
      (candidate) => rowOf(result, candidate),
    ),
  );
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function rowOf({ scenario, rounds }: Result, candidate: Candidate): string[] {
  const streams = scenario.tokens !== undefined && scenario.tokens > 1;
  const rate = (measured: Measured) => (streams ? measured.tokensPerSecond : measured.answersPerSecond);
  const cpu = (measured: Measured) => (streams ? measured.cpuSPerMillionTokens : measured.cpuUsPerAnswer);
  const p50 = (measured: Measured) => measured.p50;
  const p99 = (measured: Measured) => measured.p99;
  const own = (figure: (measured: Measured) => number) =>
    spreadOf(rounds, ({ [candidate]: measured }) => measured && figure(measured))?.median ?? Number.NaN;
  const ratio = (figure: (measured: Measured) => number) => shown(spreadOf(rounds, ratioToPipe(candidate, figure)));
  const added = (figure: (measured: Measured) => number) =>
    (spreadOf(rounds, addedTo(candidate, figure))?.median ?? Number.NaN).toFixed(2);
  return [
    candidate === 'byte pipe' ? scenario.name : '',
    candidate,
    `${Math.round(own(rate)).toLocaleString('en')} ${streams ? 'tokens' : 'answers'}`,
    ratio(rate),
    streams ? `${own(cpu).toFixed(1)} s/M tokens` : `${Math.round(own(cpu))} µs`,
    ratio(cpu),
    ratio(p50),
    ratio(p99),
    `${added(p50)}, ${added(p99)}`,
  ];
}

/** `1.02 (0.99–1.05)` */
function shown(spread: Spread | undefined): string {
  if (spread === undefined) return '';
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => value.toFixed(2));
  return min === max ? `${median}` : `${median} (${min}–${max})`;
}
