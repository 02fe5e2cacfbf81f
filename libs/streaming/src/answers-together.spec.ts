import { text } from 'node:stream/consumers';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../test/asked-server.js';
import { writeEventStream } from './event-stream.js';
import { writeWholeBody } from './whole-body.js';

const EVENT = 'data: 1\n\n';

/** A stream that has begun, and what it tells the flow. */
async function begin() {
  const events = new Subject<string>();
  const calls: string[] = [];
  const asked = await ask((response) => {
    writeEventStream(events, response, {
      onHead: () => ({}),
      onFirstEvent: () => {},
      flow: { pause: () => calls.push('pause'), resume: () => calls.push('resume') },
      keepAliveMs: 60_000,
      toErrorEvent: String,
    }).subscribe();
  });
  events.next(EVENT);
  const answer = await asked.answered;
  return { events, calls, answer, socket: asked.response.socket, sent: asked.sent };
}

describe('beside another answer that is under way', () => {
  let other: Awaited<ReturnType<typeof begin>>;
  beforeEach(async () => {
    other = await begin();
  });
  afterEach(async () => {
    other.events.complete();
    await text(other.answer);
  });

  it('the events of a turn leave together at its end, for all streams', async () => {
    const { events, answer, socket } = await begin();
    // Longer than an event waits for others.
    await pause(10);
    const written = () => [socket?.bytesWritten, other.socket?.bytesWritten];
    const before = written();
    events.next('data: 2\n\n');
    other.events.next('data: 2\n\n');
    events.next('data: 3\n\n');
    expect(written()).toEqual(before);
    await turn();
    expect(written()).not.toContain(before[0]);
    events.next('data: 4\n\n');
    events.complete();
    expect(await text(answer)).toBe('data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n');
  });

  it('the last words of a stream come after its events', async () => {
    const { events, answer } = await begin();
    events.next('data: 2\n\n');
    events.error('data: "failed"\n\n');
    expect(await text(answer)).toBe('data: 1\n\ndata: 2\n\ndata: "failed"\n\n');
  });

  it('a client that does not keep up is known before the turn ends', async () => {
    const { events, calls, answer } = await begin();
    let length = EVENT.length;
    while (!calls.includes('pause') && length < 16 * 1024 * 1024) {
      events.next('x'.repeat(1000));
      length += 1000;
    }
    expect(calls).toEqual(['pause']);
    events.complete();
    expect(await text(answer)).toHaveLength(length);
  });

  it('nothing is written for a client that has gone since', async () => {
    const { events, sent, socket } = await begin();
    events.next('data: 2\n\n');
    socket?.destroy();
    await turn();
    await expect.poll(() => events.observed).toBe(false);
    sent.destroy();
  });

  it('a whole body is made at once, and written at the end of the turn', async () => {
    const source = new Subject();
    const heard: unknown[] = [];
    const { answered, response } = await ask((response) => {
      writeWholeBody(source, response, {
        toBody: () => {
          heard.push('body');
          return { contentType: 'text/plain', content: 'whole' };
        },
        onHead: () => ({}),
      }).subscribe({ complete: () => heard.push('written') });
    });
    source.complete();
    expect([heard, response.headersSent]).toEqual([['body'], false]);
    expect(await text(await answered)).toBe('whole');
    expect(heard).toEqual(['body', 'written']);
  });

  it('a whole body that cannot be written is an error of its answer, and of no other', async () => {
    const source = new Subject();
    const failures: unknown[] = [];
    const askFor = (header: string) =>
      ask((response) => {
        writeWholeBody(source, response, {
          toBody: () => ({ contentType: 'text/plain', content: 'whole' }),
          onHead: () => ({ 'x-own': header }),
        }).subscribe({ error: (error: unknown) => failures.push(error) });
      });
    const wrong = await askFor('a\nb');
    const right = await askFor('ab');
    source.complete();
    expect(await text(await right.answered)).toBe('whole');
    expect(failures).toEqual([expect.objectContaining({ code: 'ERR_INVALID_CHAR' })]);
    wrong.sent.destroy();
  });
});
