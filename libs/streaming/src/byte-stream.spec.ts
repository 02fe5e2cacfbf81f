import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Observable, Subject } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ByteStreamOptions, writeBytes } from './byte-stream.js';

let server: Server;

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.removeAllListeners('request'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const OPTIONS: ByteStreamOptions = { flow: { pause: () => {}, resume: () => {} }, toLastWords: () => undefined };

/** Asks the server once, which answers with the source's bytes, after a head if it is told to. */
async function answerWith(source: Observable<Buffer[]>, options: Partial<ByteStreamOptions> = {}, head = true) {
  const ended = Promise.withResolvers<unknown>();
  const opened = Promise.withResolvers<ServerResponse>();
  server.once('request', (_message: IncomingMessage, response: ServerResponse) => {
    if (head) response.writeHead(207, { 'x-own': '1' });
    const subscription = writeBytes(source, response, { ...OPTIONS, ...options }).subscribe({
      error: ended.resolve,
      complete: () => ended.resolve('completed'),
    });
    response.once('close', () => subscription.unsubscribe());
    opened.resolve(response);
  });
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1' });
  const answered = once(sent, 'response').then(([answer]) => answer as IncomingMessage);
  answered.catch(() => undefined);
  sent.on('error', () => undefined).end();
  return { ended: ended.promise, response: await opened.promise, sent, answered };
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
    // Small pieces, as undici brings them: together they are too much.
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
