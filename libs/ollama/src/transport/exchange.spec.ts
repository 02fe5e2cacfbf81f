import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RawServer } from '../../test/raw-server.js';
import { FlowControl } from '../flow-control.js';
import { OllamaTransport } from './ollama-transport.js';

const LIMITS = { connectTimeoutMs: 10_000, firstByteTimeoutMs: 5000, chunkTimeoutMs: 2000, maxLineBytes: 1024 };

describe('an exchange', () => {
  let server: RawServer;
  let transport: OllamaTransport;
  let received: string[];
  beforeEach(async () => {
    received = [];
    server = await RawServer.start((socket, request) => {
      received.push(request);
      if (request.startsWith('GET')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
    transport = new OllamaTransport({ origin: server.origin, basePath: '' }, LIMITS);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await transport.close();
    await server.close();
  });

  /** A request that is begun, and all that its observer hears. */
  function begin(body?: PassThrough, { flow = new FlowControl(), onNext = () => {} } = {}) {
    const heard: string[] = [];
    const over = Promise.withResolvers<void>();
    const hear = (word: string) => {
      heard.push(word);
      over.resolve();
    };
    const breakOff = transport.begin(
      { method: body ? 'POST' : 'GET', path: '/', onHead: () => heard.push('head'), ...(body && { body }) },
      {
        next: (pieces) => {
          heard.push(Buffer.concat(pieces).toString());
          onNext();
        },
        error: () => hear('error'),
        complete: () => hear('complete'),
      },
      flow,
    );
    return { heard, over: over.promise, breakOff };
  }

  it('that is over is neither paused nor resumed, and times no silence', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const flow = new FlowControl();
    const { heard, over } = begin(undefined, { flow, onNext: () => flow.pause() });
    await over;
    flow.resume();
    flow.pause();
    flow.resume();
    vi.advanceTimersByTime(3000);
    expect(heard).toEqual(['head', 'ok', 'complete']);
    const next = begin();
    await next.over;
    expect(next.heard).toEqual(['head', 'ok', 'complete']);
    expect(server.connections).toHaveLength(1);
  });

  it('that is broken off by who hears its head tells nothing more', async () => {
    const heard: string[] = [];
    const breakOff = transport.begin(
      {
        method: 'GET',
        path: '/',
        onHead: () => {
          heard.push('head');
          breakOff();
        },
      },
      { next: () => heard.push('next'), error: () => heard.push('error'), complete: () => heard.push('complete') },
    );
    await expect.poll(() => received.length).toBe(1);
    await server.closed(0);
    expect(heard).toEqual(['head']);
  });

  it('that finds no connection leaves its body to nobody', async () => {
    await server.close();
    const body = new PassThrough();
    const { heard, over } = begin(body);
    await over;
    expect([heard, body.destroyed]).toEqual([['error'], true]);
    server = await RawServer.start(() => {});
  });

  it('that is broken off leaves its body to nobody, before it has a connection or after', async () => {
    const [early, late] = [new PassThrough(), new PassThrough()];
    const waiting = begin(late);
    await expect.poll(() => received.length).toBe(1);
    const connecting = begin(early);
    connecting.breakOff();
    waiting.breakOff();
    expect([early.destroyed, late.destroyed]).toEqual([true, true]);
    await server.closed(0);
    expect([connecting.heard, waiting.heard, received.length]).toEqual([[], [], 1]);
  });

  it('that is broken off as it gets a free connection sends nothing', async () => {
    await begin().over;
    const waiting = begin(new PassThrough());
    await expect.poll(() => received.length).toBe(2);
    await begin().over;
    const { breakOff, heard } = begin();
    breakOff();
    await server.closed(1);
    expect([heard, received.length, waiting.heard]).toEqual([[], 3, []]);
  });

  it('with headers that would be others fails, and is sent nowhere', async () => {
    const heard: string[] = [];
    const over = Promise.withResolvers<unknown>();
    const body = new PassThrough();
    transport.begin(
      { method: 'POST', path: '/', headers: { x: 'a\r\nb: c' }, body, onHead: () => heard.push('head') },
      { next: () => heard.push('next'), error: over.resolve, complete: () => heard.push('complete') },
    );
    expect(await over.promise).toMatchObject({ failure: { kind: 'connection-lost', answering: false } });
    expect([heard, received, body.destroyed]).toEqual([[], [], true]);
  });
});
