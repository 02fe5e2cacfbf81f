import { text } from 'node:stream/consumers';
import { type Observable, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { ask } from '../test/asked-server.js';
import { type WholeBody, writeWholeBody } from './whole-body.js';

/** Asks the server once, which answers with that body when the source completes. */
async function answerWith(source: Observable<unknown>, toBody: () => WholeBody) {
  const outcome: unknown[] = [];
  const ended = Promise.withResolvers<void>();
  const asked = await ask((response) => {
    writeWholeBody(source, response, { toBody, onHead: () => ({ 'x-own': '1', 'x-none': undefined }) }).subscribe({
      next: (value) => outcome.push(value),
      error: (error: unknown) => {
        outcome.push(error);
        ended.resolve();
      },
      complete: () => {
        outcome.push('completed');
        ended.resolve();
      },
    });
  });
  return { outcome, ended: ended.promise, ...asked };
}

describe('writeWholeBody', () => {
  it.each<[string, WholeBody['content']]>([
    ['a text', 'déjà vu'],
    ['pieces', [Buffer.from('déj'), Buffer.from('à'), Buffer.from(' vu')]],
  ])('writes %s with its length when the source has completed', async (_, content) => {
    const source = new Subject();
    const { answered, outcome, response } = await answerWith(source, () => ({ contentType: 'text/plain', content }));
    source.next('of no interest');
    expect([response.headersSent, outcome]).toEqual([false, []]);
    source.complete();
    const answer = await answered;
    const { date: _date, ...headers } = answer.headers;
    expect(headers).toEqual({
      'x-own': '1',
      'content-type': 'text/plain',
      'content-length': '9',
      connection: 'keep-alive',
      'keep-alive': 'timeout=5',
    });
    expect(await text(answer)).toBe('déjà vu');
    expect(outcome).toEqual([undefined, 'completed']);
  });

  it('fails as the source does, and as whoever makes the body, and leaves the response untouched', async () => {
    const failed = new Subject();
    const first = await answerWith(failed, () => expect.unreachable('there is no body'));
    failed.error(new Error('nobody there'));
    await first.ended;
    expect(first.outcome).toEqual([new Error('nobody there')]);

    const completed = new Subject();
    const second = await answerWith(completed, () => {
      throw new Error('no body');
    });
    completed.complete();
    await second.ended;
    expect(second.outcome).toEqual([new Error('no body')]);
    expect([first.response.headersSent, second.response.headersSent]).toEqual([false, false]);
    first.response.end();
    second.response.end();
  });

  it('leaves the source when the client goes away', async () => {
    const source = new Subject();
    const { ended, outcome, sent } = await answerWith(source, () => expect.unreachable('nobody reads it'));
    sent.destroy();
    await ended;
    expect([outcome, source.observed]).toEqual([[undefined, 'completed'], false]);
  });
});
