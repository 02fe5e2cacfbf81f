import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Patience } from './patience.js';

describe('Patience', () => {
  let exhausted: number[];
  let patience: Patience;
  let startedAt: number;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    exhausted = [];
    startedAt = performance.now();
    patience = new Patience(() => {
      exhausted.push(performance.now() - startedAt);
      patience.stop();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends after its limit, once', () => {
    patience.start(100);
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([100]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends that long after something was heard last', () => {
    patience.start(100);
    for (let heard = 0; heard < 5; heard++) {
      vi.advanceTimersByTime(70);
      patience.renew();
      expect(vi.getTimerCount()).toBe(1);
    }
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([450]);
  });

  it.each([
    ['a shorter', 30, 80],
    ['a longer', 300, 350],
    ['the same', 100, 150],
  ])('ends after %s limit that follows', (_, limitMs, endMs) => {
    patience.start(100);
    vi.advanceTimersByTime(50);
    patience.start(limitMs);
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([endMs]);
  });

  it('ends after limits that grow and shrink again', () => {
    patience.start(100);
    patience.start(500);
    vi.advanceTimersByTime(200);
    patience.start(50);
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([250]);
  });

  it('never ends without a limit', () => {
    patience.start(0);
    expect(vi.getTimerCount()).toBe(0);
    patience.start(100);
    patience.start(0);
    vi.advanceTimersByTime(1000);
    expect([exhausted, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('begins again after it was suspended', () => {
    patience.start(100);
    vi.advanceTimersByTime(99);
    patience.suspend();
    vi.advanceTimersByTime(500);
    expect(vi.getTimerCount()).toBe(0);
    patience.resume();
    patience.resume();
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([699]);
  });

  it('begins again when it was suspended and resumed before its time', () => {
    patience.start(100);
    vi.advanceTimersByTime(50);
    patience.suspend();
    vi.advanceTimersByTime(20);
    patience.resume();
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([170]);
  });

  it('takes the last limit that was set while it was suspended', () => {
    patience.suspend();
    patience.start(100);
    patience.renew();
    patience.start(200);
    vi.advanceTimersByTime(500);
    expect(vi.getTimerCount()).toBe(0);
    patience.resume();
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([700]);
  });

  it('goes on when it is resumed and was not suspended', () => {
    patience.start(100);
    vi.advanceTimersByTime(50);
    patience.resume();
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([100]);
  });

  it('does not end once it was stopped', () => {
    patience.start(100);
    patience.stop();
    vi.advanceTimersByTime(1000);
    expect([exhausted, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it.each([
    ['the same', 100, 140],
    ['a longer', 500, 540],
    ['a shorter', 20, 60],
  ])('waits for %s limit with the timer of an earlier one', (_, limitMs, endMs) => {
    patience.start(100);
    patience.suspend();
    patience.stop();
    vi.advanceTimersByTime(40);
    patience.start(limitMs);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(exhausted).toEqual([endMs]);
  });

  it('leaves no timer when nothing will be waited for', () => {
    patience.start(100);
    patience.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
