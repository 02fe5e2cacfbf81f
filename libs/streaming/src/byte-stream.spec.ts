import { text } from 'node:stream/consumers';
import { Observable, Subject } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { ask } from '../test/asked-server.js';
import { type ByteStreamOptions, writeBytes } from './byte-stream.js';

const OPTIONS: ByteStreamOptions = { flow: { pause: () => {}, resume: () => {} }, toLastWords: () => undefined };

/** Asks the server once, which answers with the source's bytes, after a head if it is told to. */
async function answerWith(source: Observable<Buffer[]>, options: Partial<ByteStreamOptions> = {}, head = true) {
  const ended = Promise.withResolvers<unknown>();
  const asked = await ask((response) => {
    if (head) response.writeHead(207, { 'x-own': '1' });
    const subscription = writeBytes(source, response, { ...OPTIONS, ...options }).subscribe({
      error: ended.resolve,
      complete: () => ended.resolve('completed'),
    });
    response.once('close', () => subscription.unsubscribe());
  });
  return { ended: ended.promise, ...asked };
}

describe('writeBytes', () => {
  it('writes the pieces in their order, and completes when the response has ended', async () => {
    const source = new Subject<Buffer[]>();
    const { answered, ended } = await answerWith(source);
    source.next([Buffer.from('dé'), Buffer.from('jà')]);
    source.next([Buffer.from(' vu')]);
    source.complete();
    const answer = await answered;
    expect([answer.statusCode, answer.headers['x-own'], await text(answer)]).toEqual([207, '1', 'déjà vu']);
    expect(await ended).toBe('completed');
  });

  it('leaves an error before the head to the subscriber, and the response untouched', async () => {
    const source = new Subject<Buffer[]>();
    const { ended, response } = await answerWith(source, {}, false);
    source.error(new Error('nobody there'));
    expect(await ended).toEqual(new Error('nobody there'));
    expect(response.headersSent).toBe(false);
    response.end();
  });

  it('ends a body that fails with its last words', async () => {
    const source = new Subject<Buffer[]>();
    const { answered, ended } = await answerWith(source, { toLastWords: (error) => (error as Error).message });
    source.next([Buffer.from('half ')]);
    source.error(new Error('and no more'));
    expect(await text(await answered)).toBe('half and no more');
    expect(await ended).toBe('completed');
  });

  it('breaks a body off that has no last words', async () => {
    const source = new Subject<Buffer[]>();
    const { answered, ended } = await answerWith(source);
    source.next([Buffer.from('half ')]);
    const answer = await answered;
    source.error(new Error('and no more'));
    await expect(text(answer)).rejects.toThrow('aborted');
    expect(await ended).toBe('completed');
  });

  it('leaves the source when the client goes away', async () => {
    const source = new Subject<Buffer[]>();
    const { answered, ended, sent } = await answerWith(source);
    source.next([Buffer.from('half ')]);
    await answered;
    sent.destroy();
    expect(await ended).toBe('completed');
    expect(source.observed).toBe(false);
  });

  it('holds the source up while the client does not read, and lets it go on when it does', async () => {
    const calls: string[] = [];
    const flow = { pause: () => calls.push('pause'), resume: () => calls.push('resume') };
    const source = new Subject<Buffer[]>();
    const { answered } = await answerWith(source, { flow });
    source.next([Buffer.from('.')]);
    const answer = await answered;
    expect(calls).toEqual([]);
    // Small pieces, one for each chunk of a body: together they are too much.
    const pieces = Array.from({ length: 100 }, () => Buffer.alloc(1000, 'x'));
    let written = 1;
    for (; !calls.includes('pause'); written += 100_000) source.next(pieces);
    const received = text(answer);
    await vi.waitUntil(() => calls.includes('resume'));
    source.complete();
    expect(await received).toHaveLength(written);
    expect(calls).toEqual(['pause', 'resume']);
  });
});
