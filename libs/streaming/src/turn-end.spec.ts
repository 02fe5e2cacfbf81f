import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TurnEnd } from './turn-end.js';

describe('TurnEnd', () => {
  let turnEnd: TurnEnd;
  let sent: string[];
  beforeEach(() => {
    turnEnd = new TurnEnd();
    sent = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const send = (name: string) => turnEnd.send({ send: () => sent.push(name) });

  it('lets an answer that is alone send at once', async () => {
    turnEnd.join();
    send('a');
    expect(sent).toEqual(['a']);
    await turn();
    expect(sent).toEqual(['a']);
  });

  it('lets one that is alone wait for its end, if that comes with what it has', async () => {
    turnEnd.join();
    turnEnd.sendWithEnd({ send: () => sent.push('a') });
    expect(sent).toEqual([]);
    await new Promise<void>((resolve) => process.nextTick(resolve));
    expect(sent).toEqual(['a']);
  });

  it('sends for several at the end of the turn, in their order', async () => {
    turnEnd.join();
    turnEnd.join();
    send('a');
    send('b');
    expect(sent).toEqual([]);
    await turn();
    expect(sent).toEqual(['a', 'b']);
    send('c');
    await turn();
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('sends for all together what may come a little later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    turnEnd.join();
    const soon = (name: string) => turnEnd.sendSoon({ send: () => sent.push(name) && name === 'a' && soon('c') });
    soon('a');
    soon('b');
    await turn();
    expect([sent, vi.getTimerCount()]).toEqual([[], 1]);
    vi.runOnlyPendingTimers();
    expect([sent, vi.getTimerCount()]).toEqual([['a', 'b'], 1]);
    vi.runOnlyPendingTimers();
    expect([sent, vi.getTimerCount()]).toEqual([['a', 'b', 'c'], 0]);
  });

  it('leaves to the next turn what is sent at the end of this one', async () => {
    turnEnd.join();
    turnEnd.join();
    turnEnd.send({ send: () => send('later') });
    await turn();
    expect(sent).toEqual([]);
    await turn();
    expect(sent).toEqual(['later']);
  });

  it('lets the last one of several send at once again', () => {
    turnEnd.join();
    turnEnd.join();
    turnEnd.leave();
    send('a');
    expect(sent).toEqual(['a']);
  });
});
