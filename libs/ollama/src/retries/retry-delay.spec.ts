import { describe, expect, it } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import type { OllamaFailure } from '../errors/ollama-failure.js';
import { retryDelayMs } from './retry-delay.js';

const ORIGIN = 'http://127.0.0.1:1';

const delays = (failure: OllamaFailure, random: () => number) =>
  [1, 2, 3, 4, 5, 6, 7].map((attempts) => retryDelayMs(new OllamaError(failure), attempts, random));

describe('retryDelayMs', () => {
  it.each<OllamaFailure>([
    { kind: 'refused', origin: ORIGIN },
    { kind: 'connection-lost', origin: ORIGIN, answering: false },
    { kind: 'unavailable', reason: 'starting', retryAfterSeconds: 1 },
    { kind: 'status', status: 503, message: 'server busy' },
  ])('grows after %j, up to a limit, and is spread', (failure) => {
    expect(delays(failure, () => 1)).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
    expect(delays(failure, () => 0)).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
  });

  it.each<OllamaFailure>([
    { kind: 'connection-lost', origin: ORIGIN, answering: true },
    { kind: 'status', status: 500, message: 'failed' },
    { kind: 'status', status: 429, message: 'slow down' },
    { kind: 'mid-stream', message: 'failed' },
    { kind: 'incomplete' },
    { kind: 'closed' },
    { kind: 'invalid-json' },
    { kind: 'timeout', phase: 'first-byte', limitMs: 1 },
  ])('is none after %j', (failure) => {
    expect(retryDelayMs(new OllamaError(failure), 1)).toBeUndefined();
  });
});
