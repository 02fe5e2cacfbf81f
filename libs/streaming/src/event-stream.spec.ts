import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Observable, type Observer, of, Subject } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ask, port, server } from '../test/asked-server.js';
import { type EventStreamOptions, writeEventStream } from './event-stream.js';
import type { Flow } from './follow-client.js';

/** A source that tells whether anybody is subscribed. */
class Source {
  readonly events = new Subject<string>();
  readonly left = Promise.withResolvers<void>();
  readonly observable = new Observable<string>((subscriber) => {
    subscriber.add(this.events.subscribe(subscriber));
    subscriber.add(() => this.left.resolve());
  });
}

class NotedFlow implements Flow {
  readonly calls: string[] = [];
  pause(): void {
    this.calls.push('pause');
  }
  resume(): void {
    this.calls.push('resume');
  }
}

const OPTIONS: EventStreamOptions = {
  onHead: () => ({}),
  onFirstEvent: () => {},
  flow: new NotedFlow(),
  keepAliveMs: 60_000,
  toErrorEvent: String,
};

/** Asks the server once, which answers with the source's events. */
async function stream(source: Observable<string>, options: Partial<EventStreamOptions> = {}) {
  const outcome = {
    completed: Promise.withResolvers<void>(),
    failed: Promise.withResolvers<unknown>(),
    heads: 0,
    firstEvents: 0,
    emissions: 0,
  };
  const observer: Observer<undefined> = {
    next: () => outcome.emissions++,
    complete: () => outcome.completed.resolve(),
    error: (error: unknown) => outcome.failed.resolve(error),
  };
  const asked = await ask((response) => {
    writeEventStream(source, response, {
      ...OPTIONS,
      toErrorEvent: (error) => `data: ${JSON.stringify((error as Error).message)}\n\n`,
      ...options,
      onHead: () => {
        outcome.heads++;
        return options.onHead?.() ?? {};
      },
      onFirstEvent: () => outcome.firstEvents++,
    }).subscribe(observer);
  });
  return { ...outcome, outcome, ...asked };
}

/** Resolves with a number when it has not changed for a while. */
async function settled(read: () => number): Promise<number> {
  const before = read();
  await pause(50);
  return read() === before ? before : settled(read);
}

describe('writeEventStream', () => {
  it('sends the headers with the first event', async () => {
    const source = new Source();
    const { answered, completed, response, outcome } = await stream(source.observable, {
      onHead: () => ({ 'x-request-id': 'req_1', 'set-cookie': ['a=1', 'b=2'], 'x-none': undefined }),
    });
    expect(response.headersSent).toBe(false);
    expect(outcome.heads).toBe(0);
    source.events.next('');
    expect(response.headersSent).toBe(false);
    source.events.next('data: 1\n\n');
    source.events.next('data: 2\n\ndata: 3\n\n');
    source.events.complete();
    const answer = await answered;
    const { date: _, ...headers } = answer.headers;
    expect(answer.statusCode).toBe(200);
    expect(headers).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': 'req_1',
      'set-cookie': ['a=1', 'b=2'],
      connection: 'keep-alive',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
    });
    expect(await text(answer)).toBe('data: 1\n\ndata: 2\n\ndata: 3\n\n');
    await completed.promise;
    expect(outcome).toMatchObject({ heads: 1, firstEvents: 1, emissions: 1 });
  });

  it('sends together, a little later, what comes less than a millisecond after other events', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    onTestFinished(() => now.mockRestore());
    const source = new Source();
    const { answered, response, sent } = await stream(source.observable);
    source.events.next('data: 1\n\n');
    await answered;
    const bytes = () => response.socket?.bytesWritten ?? 0;
    const before = bytes();
    now.mockReturnValue(1000.9);
    source.events.next('data: 2\n\n');
    await turn();
    expect(bytes()).toBe(before);
    now.mockReturnValue(1001.8);
    source.events.next('data: 3\n\n');
    await expect.poll(bytes).toBe(before + '14\r\ndata: 2\n\ndata: 3\n\n\r\n'.length);
    now.mockReturnValue(1002.8);
    source.events.next('data: 4\n\n');
    await turn();
    expect(bytes()).toBeGreaterThan(before + 30);
    sent.destroy();
  });

  it('sends headers for a stream without any event', async () => {
    const { answered, completed } = await stream(new Observable<string>((subscriber) => subscriber.complete()));
    const answer = await answered;
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(await text(answer)).toBe('');
    await completed.promise;
  });

  it('leaves an error before the first event to the subscriber, and the response untouched', async () => {
    const source = new Source();
    const { failed, response, outcome } = await stream(source.observable);
    source.events.error(new Error('no model'));
    expect(await failed.promise).toEqual(new Error('no model'));
    expect(response.headersSent).toBe(false);
    expect(outcome.heads).toBe(0);
    response.end();
  });

  it('breaks off where the headers cannot be sent, and leaves the source', async () => {
    const source = new Source();
    const { failed, response } = await stream(source.observable, { onHead: () => ({ 'x-own': '\n' }) });
    source.events.next('data: 1\n\n');
    expect(await failed.promise).toMatchObject({ code: 'ERR_INVALID_CHAR' });
    await source.left.promise;
    expect([response.headersSent, response.destroyed]).toEqual([false, true]);
  });

  it('sends what comes at once as one chunk', async () => {
    server.once('request', (_message: IncomingMessage, response: ServerResponse) => {
      writeEventStream(of('data: 1\n\n', 'data: 2\n\n'), response, OPTIONS).subscribe();
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n');
    expect((await text(socket)).split('\r\n\r\n')).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 200 OK\r\n/),
      '12\r\ndata: 1\n\ndata: 2\n\n\r\n0',
      '',
    ]);
  });

  it('ends with an event that tells of an error after the first', async () => {
    const source = new Source();
    const { answered, completed } = await stream(source.observable);
    source.events.next('data: 1\n\n');
    source.events.error(new Error('the model died'));
    expect(await text(await answered)).toBe('data: 1\n\ndata: "the model died"\n\n');
    await completed.promise;
  });

  it.each(['before the first event', 'in mid-stream'])(
    'leaves the source when the client goes away %s',
    async (when) => {
      const source = new Source();
      const { answered, completed, sent } = await stream(source.observable);
      if (when === 'in mid-stream') {
        source.events.next('data: 1\n\n');
        await answered;
      }
      sent.destroy();
      await source.left.promise;
      await completed.promise;
      expect(source.events.observed).toBe(false);
    },
  );

  it('asks nothing for a client that has gone already', async () => {
    const subscribed = vi.fn<() => void>();
    const completed = Promise.withResolvers<void>();
    server.once('request', (_message: IncomingMessage, response: ServerResponse) => {
      response.once('close', () => {
        writeEventStream(new Observable(subscribed), response, OPTIONS).subscribe({
          complete: () => completed.resolve(),
        });
      });
      response.destroy();
    });
    request({ port, host: '127.0.0.1' })
      .on('error', () => undefined)
      .end();
    await completed.promise;
    expect(subscribed).not.toHaveBeenCalled();
  });

  it('goes on by itself once it has begun, and leaves no listener on the connection', async () => {
    const source = new Source();
    const { answered, completed, response, outcome } = await stream(source.observable);
    const { socket } = response;
    const before = socket?.listenerCount('drain');
    source.events.next('data: 1\n\n');
    await completed.promise;
    expect(outcome.emissions).toBe(1);
    source.events.next('data: 2\n\n');
    source.events.complete();
    expect(await text(await answered)).toBe('data: 1\n\ndata: 2\n\n');
    await source.left.promise;
    expect(before).toBeDefined();
    expect(socket?.listenerCount('drain')).toBe(before);
  });

  it('leaves the source, and no listener behind, when it is unsubscribed from before', async () => {
    const source = new Source();
    const opened = Promise.withResolvers<ServerResponse>();
    server.once('request', (_message: IncomingMessage, response: ServerResponse) => opened.resolve(response));
    const sent = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
    sent.end();
    const response = await opened.promise;
    const before = [response.listenerCount('drain'), response.listenerCount('close')];
    const subscription = writeEventStream(source.observable, response, OPTIONS).subscribe();
    subscription.unsubscribe();
    await source.left.promise;
    expect([response.listenerCount('drain'), response.listenerCount('close')]).toEqual(before);
    sent.destroy();
  });

  it('holds the source up while the client does not read, and lets it go on when it does', async () => {
    const source = new Source();
    const flow = new NotedFlow();
    const { answered, completed } = await stream(source.observable, { flow });
    source.events.next('data: 1\n\n');
    const answer = await answered;
    expect(flow.calls).toEqual([]);
    const large = `data: ${'x'.repeat(1_000_000)}\n\n`;
    let written = 0;
    for (; written < 100 && !flow.calls.includes('pause'); written++) source.events.next(large);
    expect(flow.calls).toEqual(['pause']);
    const received = text(answer);
    await vi.waitUntil(() => flow.calls.includes('resume'));
    source.events.complete();
    expect(await received).toBe(`data: 1\n\n${large.repeat(written)}`);
    expect(flow.calls).toEqual(['pause', 'resume']);
    await completed.promise;
  });

  it('sends comments while the source is silent, and none once it has ended or the client does not read', async () => {
    const source = new Source();
    const { answered, response, completed, outcome } = await stream(source.observable, { keepAliveMs: 10 });
    const answer = await answered;
    expect(outcome.heads).toBe(1);
    const [comment] = (await once(answer.setEncoding('utf8'), 'data')) as [string];
    expect(comment).toMatch(/^(: keep-alive\n\n)+$/);
    expect(outcome.firstEvents).toBe(0);
    answer.pause();
    // More than the system's buffers take.
    source.events.next(`data: ${'x'.repeat(32_000_000)}\n\n`);
    const unread = await settled(() => response.writableLength);
    await pause(50);
    expect(response.writableLength).toBe(unread);
    source.events.complete();
    expect(await text(answer)).toMatch(/\n\n$/);
    await completed.promise;
    expect(outcome).toMatchObject({ heads: 1, firstEvents: 1 });
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
    const before = timers();
    const left = await stream(new Source().observable, { keepAliveMs: 3_600_000 });
    expect(timers()).toBe(before + 1);
    left.sent.destroy();
    await left.completed.promise;
    const ended = new Source();
    const whole = await stream(ended.observable, { keepAliveMs: 3_600_000 });
    ended.events.complete();
    await text(await whole.answered);
    await whole.completed.promise;
    expect(timers()).toBe(before);
  });

  it('closes the connection for a client that asks for it, and keeps it for others', async () => {
    const answer = async (connection: string) => {
      server.once('request', (_message: IncomingMessage, response: ServerResponse) => {
        writeEventStream(new Observable<string>((subscriber) => subscriber.complete()), response, OPTIONS).subscribe();
      });
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET / HTTP/1.1\r\nhost: test\r\nconnection: ${connection}\r\n\r\n`);
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      await turn();
      socket.destroy();
      return /^connection: .*$/im.exec(bytes.toString())?.[0].toLowerCase();
    };
    expect(await answer('close')).toBe('connection: close');
    expect(await answer('keep-alive')).toBe('connection: keep-alive');
  });
});
