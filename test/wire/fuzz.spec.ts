import { expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { fuzz, FUZZED } from './support/fuzz/fuzz.js';
import { TARGETS } from './support/fuzz/targets.js';

const REQUESTS = 2_000;

const { gateway, ollama } = await gatewayOnFakeOllama(FUZZED);

it.each(TARGETS)(`${REQUESTS} requests of every kind: $name`, { timeout: 120_000 }, async (target) => {
  const { sent, reached, finding } = await fuzz(gateway.origin, ollama, target, REQUESTS);
  expect(finding).toBeUndefined();
  expect(sent).toBe(REQUESTS);
  expect(reached).toBeGreaterThan(REQUESTS / 100);
  expect(gateway.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
