import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventLoopWatch } from './event-loop-watch.js';

describe('EventLoopWatch', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** Lets the loop do nothing but the given time's work until its next tick. */
  function lag(milliseconds: number): void {
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValueOnce(now + 100 + milliseconds);
    vi.advanceTimersByTime(100);
  }

  it('takes one long block, or two, for what they are', () => {
    const watch = new EventLoopWatch(500);
    watch.start();
    lag(5_000);
    lag(5_000);
    expect(watch.lagsBehind).toBe(false);
    lag(0);
    lag(501);
    lag(501);
    expect(watch.lagsBehind).toBe(false);
    lag(501);
    expect(watch.lagsBehind).toBe(true);
  });

  it('notices at once that the loop has caught up', () => {
    const watch = new EventLoopWatch(500);
    watch.start();
    for (let ticks = 0; ticks < 10; ticks++) lag(600);
    expect(watch.lagsBehind).toBe(true);
    lag(500);
    expect(watch.lagsBehind).toBe(false);
  });

  it('leaves no timer behind', () => {
    const watch = new EventLoopWatch(500);
    watch.start();
    lag(0);
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
