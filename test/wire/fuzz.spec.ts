import { expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { fuzz } from './support/fuzz.js';
import { SAMPLES } from './support/samples.js';

const BODIES = 2_000;

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_FETCH_IMAGES: 'false', GATEWAY_RETRIES: '0' });

it.each(Object.keys(SAMPLES))(`${BODIES} bodies of every kind for %s`, { timeout: 120_000 }, async (path) => {
  const { sent, reached, finding } = await fuzz(gateway, ollama, path, BODIES);
  expect(finding).toBeUndefined();
  expect(sent).toBe(BODIES);
  expect(reached).toBeGreaterThan(BODIES / 100);
  expect(gateway.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
