import { defer, lastValueFrom, of, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import type { OllamaFailure } from '../errors/ollama-failure.js';
import { retryUnanswered } from './retry-unanswered.js';

const ORIGIN = 'http://127.0.0.1:1';

describe('retryUnanswered', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Asks an Ollama that fails `failures` times, and tells the times of the attempts in milliseconds. */
  async function attempts(failure: OllamaFailure, failures: number, retries = 2, random = () => 1) {
    const begun = Date.now();
    const times: number[] = [];
    const request = defer(() => {
      times.push(Date.now() - begun);
      return times.length <= failures ? throwError(() => new OllamaError(failure)) : of('answer');
    });
    const outcome = lastValueFrom(request.pipe(retryUnanswered(retries, random))).catch(
      (error: OllamaError) => error.failure,
    );
    await vi.runAllTimersAsync();
    return { times, outcome: await outcome };
  }

  it.each<OllamaFailure>([
    { kind: 'refused', origin: ORIGIN },
    { kind: 'connection-lost', origin: ORIGIN, answering: false },
    { kind: 'unavailable', reason: 'starting', retryAfterSeconds: 1 },
    { kind: 'status', status: 503, message: 'server busy' },
  ])('asks again after %j, later each time', async (failure) => {
    expect(await attempts(failure, 2)).toEqual({ times: [0, 100, 300], outcome: 'answer' });
  });

  it('gives up in the end, with the last failure', async () => {
    const failure: OllamaFailure = { kind: 'refused', origin: ORIGIN };
    expect(await attempts(failure, 9)).toEqual({ times: [0, 100, 300], outcome: failure });
    expect(await attempts(failure, 9, 0)).toEqual({ times: [0], outcome: failure });
  });

  it('spreads the attempts of many clients', async () => {
    const failure: OllamaFailure = { kind: 'refused', origin: ORIGIN };
    expect((await attempts(failure, 1, 1, () => 0)).times).toEqual([0, 50]);
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
  ])('does not ask again after %j', async (failure) => {
    expect(await attempts(failure, 1)).toEqual({ times: [0], outcome: failure });
  });
});
