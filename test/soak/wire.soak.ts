import { afterAll, expect, it } from 'vitest';
import { SAMPLES } from '../wire/support/samples.js';
import { beSilent } from './be-silent.js';
import { behindNginx } from './behind-nginx.js';
import { fuzzLong } from './fuzz-long.js';
import { leaveOften } from './leave-often.js';
import { overload } from './overload.js';
import { readSlowly } from './read-slowly.js';
import { stopOften } from './stop-often.js';
import { findings, table } from './table.js';

const MINUTE = 60_000;
/** All routes together: what is not done by then is left out, and the table says how much was done. */
const FUZZ_LIMIT_MS = 12 * MINUTE;
const paths = Object.keys(SAMPLES);

afterAll(() => {
  process.stdout.write(`\n${table()}\n`);
});

it('clients go away', async () => {
  await leaveOften(10_000);
  expect(findings()).toEqual([]);
});

it('clients read slowly', async () => {
  await readSlowly(100, 30);
  expect(findings()).toEqual([]);
});

it('Ollama is silent', async () => {
  await beSilent(70, 20);
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

it.each(paths)('bodies of every kind for %s', async (path) => {
  await fuzzLong(path, 100_000, FUZZ_LIMIT_MS / paths.length);
  expect(findings()).toEqual([]);
});
