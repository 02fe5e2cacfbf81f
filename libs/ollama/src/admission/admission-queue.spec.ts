import { NEVER, of, Subject, Subscription } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import { AdmissionQueue } from './admission-queue.js';

describe('AdmissionQueue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const limits = { maxInFlight: 2, maxWaiting: 2, maxWaitMs: 1_000 };

  function ask(queue: AdmissionQueue, request = new Subject<string>()) {
    const heard: unknown[] = [];
    const subscription: Subscription = queue.admit(request).subscribe({
      next: (value) => heard.push(value),
      error: (error: unknown) => heard.push(error instanceof OllamaError ? error.failure : error),
      complete: () => heard.push('complete'),
    });
    return { request, heard, subscription, isAsked: () => request.observed };
  }

  it('lets requests through up to the limit, and the next when one has ended, in the order in which they came', () => {
    const queue = new AdmissionQueue(limits);
    const [first, second, third, fourth] = [ask(queue), ask(queue), ask(queue), ask(queue)];
    expect([first, second, third, fourth].map(({ isAsked }) => isAsked())).toEqual([true, true, false, false]);
    second.request.next('answer');
    second.request.complete();
    expect(second.heard).toEqual(['answer', 'complete']);
    expect([third.isAsked(), fourth.isAsked()]).toEqual([true, false]);
    first.request.error(new Error('failed'));
    expect(fourth.isAsked()).toBe(true);
    expect([queue.inFlight, queue.waiting]).toEqual([2, 0]);
  });

  it('refuses at once what is beyond the queue', () => {
    const queue = new AdmissionQueue(limits);
    const requests = Array.from({ length: 5 }, () => ask(queue));
    expect(requests[4]?.heard).toEqual([{ kind: 'overloaded', reason: 'queue-full' }]);
    expect([queue.inFlight, queue.waiting]).toEqual([2, 2]);
  });

  it('refuses what has waited too long, and only that', () => {
    const queue = new AdmissionQueue(limits);
    ask(queue);
    const running = ask(queue);
    const waiting = ask(queue);
    vi.advanceTimersByTime(999);
    const later = ask(queue);
    vi.advanceTimersByTime(1);
    expect(waiting.heard).toEqual([{ kind: 'overloaded', reason: 'waited-too-long' }]);
    running.request.complete();
    expect([waiting.isAsked(), later.isAsked()]).toEqual([false, true]);
    vi.advanceTimersByTime(10_000);
    expect(later.heard).toEqual([]);
  });

  it('forgets a client that goes away, waiting or running', () => {
    const queue = new AdmissionQueue({ ...limits, maxInFlight: 1 });
    const running = ask(queue);
    const waiting = ask(queue);
    const next = ask(queue);
    waiting.subscription.unsubscribe();
    running.subscription.unsubscribe();
    expect([running.isAsked(), waiting.isAsked(), next.isAsked()]).toEqual([false, false, true]);
    next.subscription.unsubscribe();
    expect([queue.inFlight, queue.waiting, vi.getTimerCount()]).toEqual([0, 0, 0]);
  });

  it('gives the turn on after a request that answers while it is asked', () => {
    const queue = new AdmissionQueue({ ...limits, maxInFlight: 1 });
    queue.admit(of('at once')).subscribe();
    queue.admit(NEVER).subscribe();
    expect([queue.inFlight, queue.waiting]).toEqual([1, 0]);
  });
});
