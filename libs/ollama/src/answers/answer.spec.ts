import { lastValueFrom, type Observable, type Observer } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import { readAnswer, type Send } from './answer.js';
import { BytesReader } from './bytes-reader.js';

type Attempt = (onHead: (head: UpstreamHead) => void, body: Observer<Buffer[]>) => void;

const REFUSED = new OllamaError({ kind: 'refused', origin: 'http://127.0.0.1:1' });

const refuses: Attempt = (_, body) => body.error(REFUSED);
const answers: Attempt = (onHead, body) => {
  onHead({ status: 200, headers: {} });
  body.next([Buffer.from('an answer')]);
  body.complete();
};
const isBusy: Attempt = (onHead, body) => {
  onHead({ status: 503, headers: { 'retry-after': '3' } });
  body.next([Buffer.from('{"error":"server busy"}')]);
  body.complete();
};
const breaksOff: Attempt = (onHead, body) => {
  onHead({ status: 200, headers: {} });
  body.error(REFUSED);
};

const textOf = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString();

/** An Ollama that does these things one after the other. */
function ollama(...attempts: Attempt[]) {
  const begun: number[] = [];
  const left: number[] = [];
  const send: Send = (onHead, body) => {
    const number = begun.push(Date.now());
    queueMicrotask(() => attempts[number - 1]?.(onHead, body));
    return () => left.push(number);
  };
  const answer = (retries?: number) =>
    readAnswer<string>(send, (subscriber) => new BytesReader(textOf, subscriber), retries);
  return { begun, left, answer };
}

const outcomeOf = (answer: Observable<string>) => lastValueFrom(answer).catch((error: OllamaError) => error.failure);

describe('readAnswer', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('asks again what was not answered, a little later, and leaves what it has asked before', async () => {
    const { begun, left, answer } = ollama(refuses, isBusy, answers);
    const outcome = outcomeOf(answer(2));
    await vi.runAllTimersAsync();
    expect(await outcome).toBe('an answer');
    expect(begun).toHaveLength(3);
    expect(begun[1]).toBeGreaterThanOrEqual(50);
    expect(left).toEqual([1, 2, 3]);
  });

  it('asks again when there was nobody to send it to', async () => {
    let engines = 0;
    const send: Send = (onHead, body) => {
      if (engines++ < 2) throw REFUSED;
      queueMicrotask(() => answers(onHead, body));
      return () => {};
    };
    const read = (retries: number) =>
      outcomeOf(readAnswer<string>(send, (subscriber) => new BytesReader(textOf, subscriber), retries));
    const outcome = read(2);
    await vi.runAllTimersAsync();
    expect(await outcome).toBe('an answer');
    engines = 0;
    expect(await read(0)).toEqual(REFUSED.failure);
  });

  it('fails with what is thrown that is none of its failures', async () => {
    const bug = new TypeError('bug');
    const send: Send = () => {
      throw bug;
    };
    const answer = readAnswer(send, (subscriber) => new BytesReader(textOf, subscriber), 2);
    await expect(lastValueFrom(answer)).rejects.toBe(bug);
  });

  it('gives up in the end, with the last failure', async () => {
    const { begun, answer } = ollama(refuses, refuses, isBusy);
    const outcome = outcomeOf(answer(2));
    await vi.runAllTimersAsync();
    expect(await outcome).toEqual({ kind: 'status', status: 503, message: 'server busy', retryAfter: '3' });
    expect(begun).toHaveLength(3);
  });

  it('does not ask again unless it may, nor for what has begun', async () => {
    const never = ollama(refuses);
    expect(await outcomeOf(never.answer())).toEqual(REFUSED.failure);
    const begun = ollama(breaksOff);
    expect(await outcomeOf(begun.answer(2))).toEqual(REFUSED.failure);
    expect([never.begun, begun.begun]).toEqual([[0], [0]]);
  });

  it('asks no more when nobody waits', async () => {
    const { begun, answer } = ollama(refuses, answers);
    const asking = answer(2).subscribe();
    await Promise.resolve();
    asking.unsubscribe();
    await vi.runAllTimersAsync();
    expect(begun).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
