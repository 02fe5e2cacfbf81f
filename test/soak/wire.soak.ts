import { afterAll, expect, it } from 'vitest';
import { TARGETS } from '../wire/support/fuzz/targets.js';
import { beSilent, neverAnswer, type Silence } from './be-silent.js';
import { behindNginx } from './behind-nginx.js';
import { fuzzLong } from './fuzz-long.js';
import { leaveOften } from './leave-often.js';
import { overload } from './overload.js';
import { readSlowly } from './read-slowly.js';
import { refuseLarge } from './refuse-large.js';
import { stopOften } from './stop-often.js';
import { findings, table } from './table.js';

const MINUTE = 60_000;
/** All rows together: what of the fuzz is not done by then is left out, and the table says how much was done. */
const FUZZ_ENDS_AT = performance.now() + 18 * MINUTE;

// They have what the others have left of the time.
const LONGEST_LAST = TARGETS.toReversed().toSorted((one, other) => one.routes - other.routes);

let silences: Silence[] = [];

afterAll(() => {
  process.stdout.write(`\n${table()}\n`);
});

it('Ollama falls silent', async () => {
  // It costs nothing meanwhile, and is waited for at the end.
  silences = await Promise.all([beSilent(600, 10), neverAnswer()]);
  expect(findings()).toEqual([]);
});

it('clients go away', async () => {
  await leaveOften(10_000);
  expect(findings()).toEqual([]);
});

it('clients read slowly', async () => {
  await readSlowly(100, 30);
  expect(findings()).toEqual([]);
});

it('bodies are large and bad', async () => {
  await refuseLarge(100);
  expect(findings()).toEqual([]);
});

it('there is too much to do', async () => {
  await overload(20);
  expect(findings()).toEqual([]);
});

it('the service is stopped in mid-stream', async () => {
  await stopOften(10);
  expect(findings()).toEqual([]);
});

it('nginx is in front', async () => {
  await behindNginx(10_000);
  expect(findings()).toEqual([]);
});

it.each(LONGEST_LAST.map((target, index) => [target.name, target, LONGEST_LAST.length - index] as const))(
  'fuzz: %s',
  async (_, target, left) => {
    await fuzzLong(target, 100_000, (FUZZ_ENDS_AT - performance.now()) / left);
    expect(findings()).toEqual([]);
  },
);

it('Ollama has been silent', async () => {
  await Promise.all(silences.map(({ ended }) => ended));
  expect(findings()).toEqual([]);
});
