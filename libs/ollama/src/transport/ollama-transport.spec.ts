import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  EndlessStream,
  FakeOllama,
  json,
  PacedStream,
  pieces,
  recorded,
  resetBeforeHeaders,
  silence,
  text,
} from '../../../../test/support/fake-ollama/index.js';
import { outcomeOf } from '../../test/outcome-of.js';
import { FlowControl, type Pausable } from '../flow-control.js';
import type { OllamaLimits } from '../ollama-limits.js';
import { OllamaTransport } from './ollama-transport.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import type { UpstreamRequest } from './upstream-request.js';

const LIMITS: OllamaLimits = {
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 10_000,
  chunkTimeoutMs: 10_000,
  maxLineBytes: 1024,
};

/** More than the buffers of both sockets hold. */
const FLOOD_BYTES = 64 * 1024 * 1024;
/** A few reads of the socket. */
const MOST_WHILE_PAUSED = 256 * 1024;

const ignoreHead = () => {};
const VERSION: UpstreamRequest = { method: 'GET', path: '/api/version', onHead: ignoreHead };
const CHAT: UpstreamRequest = { method: 'POST', path: '/api/chat', body: '{}', onHead: ignoreHead };

describe('OllamaTransport', () => {
  let ollama: FakeOllama;
  let transport: OllamaTransport;

  beforeAll(async () => {
    ollama = await FakeOllama.start();
    transport = new OllamaTransport({ origin: ollama.origin, basePath: '' }, LIMITS);
  });
  afterEach(() => ollama.reset());
  afterAll(async () => {
    await transport.close();
    await ollama.close();
  });

  /** Status, headers and body of an answer, as a proxy would pass them on. */
  async function exchange(request: Omit<UpstreamRequest, 'onHead'>): Promise<UpstreamHead & { body: string }> {
    const heads: UpstreamHead[] = [];
    const reads = await lastValueFrom(
      transport.send({ ...request, onHead: (head) => heads.push(head) }).pipe(toArray()),
    );
    const [head, ...others] = heads;
    expect(others).toEqual([]);
    const { status = 0, headers = {} } = head ?? {};
    return { status, headers, body: Buffer.concat(reads.flat()).toString() };
  }

  describe('passes on', () => {
    it('status, headers and body of any answer', async () => {
      ollama.answers(
        'POST /api/pull',
        text('déjà vu', { status: 418, headers: { 'x-a': ['1', '2'], 'content-type': 'a/b' } }),
      );
      expect(await exchange({ method: 'POST', path: '/api/pull' })).toEqual({
        status: 418,
        headers: { 'content-type': 'a/b', 'content-length': '9', 'x-a': ['1', '2'], date: expect.any(String) },
        body: 'déjà vu',
      });
    });

    it('an answer without a body', async () => {
      ollama.answers('HEAD /api/tags', recorded('server', 'tags-head'));
      expect(await exchange({ method: 'HEAD', path: '/api/tags' })).toMatchObject({
        status: 200,
        headers: { 'content-length': '331' },
        body: '',
      });
    });

    it('the interim answers of a server to nobody', async () => {
      ollama.answers('GET /api/version', (_request, response) => {
        response.writeProcessing();
        response.end('after all');
      });
      expect(await exchange({ method: 'GET', path: '/api/version' })).toMatchObject({ status: 200, body: 'after all' });
    });

    it('method, query, headers and a streamed body', async () => {
      ollama.answers('PUT /api/blobs/x', text(''));
      await exchange({
        method: 'PUT',
        path: '/api/blobs/x?a=1&b=%2F',
        headers: { 'x-a': ['1', '2'] },
        body: Readable.from([Buffer.from('dé'), Buffer.from('jà')]),
      });
      const request = await ollama.received();
      expect([request.method, request.url, request.headers['x-a'], request.text]).toEqual([
        'PUT',
        '/api/blobs/x?a=1&b=%2F',
        '1, 2',
        'déjà',
      ]);
    });
  });

  describe('unsubscribing', () => {
    it('aborts before the first byte', async () => {
      ollama.answers('POST /api/chat', silence());
      const subscription = transport.send(CHAT).subscribe();
      const request = await ollama.received();
      subscription.unsubscribe();
      await expect(request.aborted).resolves.toBeUndefined();
    });

    it('aborts in mid-stream', async () => {
      const stream = new PacedStream();
      ollama.answers('POST /api/chat', stream.answer);
      const heard = Promise.withResolvers<unknown>();
      const subscription = transport.send(CHAT).subscribe(heard.resolve);
      await stream.write('first');
      await heard.promise;
      subscription.unsubscribe();
      await expect((await stream.request).aborted).resolves.toBeUndefined();
    });

    it('aborts while reading is paused', async () => {
      const stream = new PacedStream();
      ollama.answers('POST /api/chat', stream.answer);
      const flow = new FlowControl();
      const subscription = transport.send(CHAT, flow).subscribe();
      flow.pause();
      await stream.write('first');
      subscription.unsubscribe();
      await expect((await stream.request).aborted).resolves.toBeUndefined();
      flow.resume();
    });

    it('aborts before the connection is made, so that nothing is sent', async () => {
      const received: Buffer[] = [];
      const server = createServer((socket) => socket.on('data', (data) => received.push(data)).on('error', () => {}));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const other = new OllamaTransport({ origin: `http://127.0.0.1:${port}`, basePath: '' }, LIMITS);
      other.send(CHAT).subscribe().unsubscribe();
      const [socket] = await once(server, 'connection');
      await once(socket, 'close');
      expect(received).toEqual([]);
      await other.close();
      server.close();
    });

    it('in the middle of an emission is the last that is heard', async () => {
      ollama.answers('POST /api/chat', pieces(['a', 'b', 'c']));
      const heard: unknown[] = [];
      await new Promise<void>((resolve) => {
        const subscription = transport.send(CHAT).subscribe({
          next: (parts) => {
            heard.push(parts);
            subscription.unsubscribe();
            resolve();
          },
        });
      });
      await outcomeOf(transport.send(VERSION));
      expect(heard).toHaveLength(1);
    });

    it('leaves no connection and no timer behind', async () => {
      const timersBefore = timers();
      ollama.answers('POST /api/chat', silence());
      const subscriptions = Array.from({ length: 200 }, () => transport.send(CHAT).subscribe());
      await ollama.received(200);
      expect(timers()).toBeGreaterThanOrEqual(200);
      for (const subscription of subscriptions) subscription.unsubscribe();
      await Promise.all(ollama.requests.map(({ aborted }) => aborted));
      expect(timers()).toBeLessThanOrEqual(timersBefore + 5);
      await expect.poll(() => ollama.openConnections, { timeout: 10_000 }).toBeLessThanOrEqual(1);
    });
  });

  describe('back-pressure', () => {
    it('stops reading while the flow is paused, and goes on', async () => {
      const flood = new EndlessStream(FLOOD_BYTES);
      ollama.answers('POST /api/chat', flood.answer);
      const flow = new FlowControl();
      let received = 0;
      const ended = new Promise<void>((resolve, reject) => {
        transport.send(CHAT, flow).subscribe({
          next: (parts) => {
            if (received === 0) flow.pause();
            for (const part of parts) received += part.length;
          },
          error: reject,
          complete: resolve,
        });
      });
      await standsStill(() => flood.written);
      expect(received).toBeGreaterThan(0);
      expect(received).toBeLessThan(MOST_WHILE_PAUSED);
      expect(flood.written).toBeLessThan(FLOOD_BYTES);

      flow.resume();
      await ended;
      expect(flood.written).toBeGreaterThanOrEqual(FLOOD_BYTES);
      expect(received).toBeGreaterThanOrEqual(flood.written);
    });

    it('begins paused when the flow is paused', async () => {
      ollama.answers('POST /api/chat', pieces(['a', 'b', 'c']));
      const flow = new FlowControl();
      flow.pause();
      const heard: unknown[] = [];
      const ended = outcomeOf(transport.send(CHAT, flow), (parts) => heard.push(parts));
      await ollama.received();
      await outcomeOf(transport.send(VERSION));
      expect(heard).toEqual([]);
      flow.resume();
      expect(Buffer.concat((await ended).emissions.flat()).toString()).toBe('abc');
    });

    it('is let go however the request ends', async () => {
      const flow = new CountingFlowControl();
      ollama.answers('POST /api/chat', pieces(['a']), resetBeforeHeaders(), silence());
      expect((await outcomeOf(transport.send(CHAT, flow))).failure).toBeUndefined();
      expect((await outcomeOf(transport.send(CHAT, flow))).failure).toMatchObject({ kind: 'connection-lost' });
      const subscription = transport.send(CHAT, flow).subscribe();
      await ollama.received(3);
      expect(flow.attached).toBe(1);
      subscription.unsubscribe();
      expect(flow.attached).toBe(0);
    });

    it('does not count as silence', async () => {
      const limits = { ...LIMITS, firstByteTimeoutMs: 50, chunkTimeoutMs: 50 };
      const impatient = new OllamaTransport({ origin: ollama.origin, basePath: '' }, limits);
      const stream = new PacedStream();
      ollama.answers('POST /api/chat', stream.answer);
      const flow = new FlowControl();
      flow.pause();
      const outcome = outcomeOf(impatient.send(CHAT, flow), () => flow.pause());
      await stream.request;
      await pause(200);
      await stream.write('a');
      flow.resume();
      await expect.poll(() => flow.paused).toBe(true);
      await pause(200);
      flow.resume();
      expect(await outcome).toEqual({
        emissions: [[Buffer.from('a')]],
        failure: { kind: 'timeout', phase: 'next-chunk', limitMs: 50 },
      });
      await impatient.close();
    });
  });

  describe('connections', () => {
    it('are used again', async () => {
      const before = ollama.connections;
      ollama.answers('POST /api/chat', recorded('chat', 'first-stream'));
      for (let i = 0; i < 20; i++) {
        await outcomeOf(transport.send(CHAT));
        await outcomeOf(transport.send(VERSION));
      }
      expect(ollama.requests).toHaveLength(40);
      expect(ollama.connections - before).toBeLessThanOrEqual(1);
    });

    it('are as many as there are requests at a time', async () => {
      const streams = Array.from({ length: 50 }, () => new PacedStream());
      ollama.answers('POST /api/chat', silence(), ...streams.map(({ answer }) => answer));
      const silent = transport.send(CHAT).subscribe();
      await ollama.received();
      const outcomes = streams.map(() => outcomeOf(transport.send(CHAT)));
      await Promise.all(streams.map((stream, i) => stream.end(`answer ${i}`)));
      const answers = (await Promise.all(outcomes)).map(({ emissions }) => Buffer.concat(emissions.flat()).toString());
      expect(answers.toSorted()).toEqual(streams.map((_, i) => `answer ${i}`).toSorted());
      silent.unsubscribe();
    });

    it('are made anew when Ollama has restarted', async () => {
      const first = await FakeOllama.start();
      const { port } = first;
      const other = new OllamaTransport({ origin: first.origin, basePath: '' }, LIMITS);
      expect((await outcomeOf(other.send(VERSION))).failure).toBeUndefined();
      await first.close();
      expect((await outcomeOf(other.send(VERSION))).failure).toMatchObject({ origin: first.origin });
      const second = await FakeOllama.start(port);
      second.answers('GET /api/version', json({ version: '2' }));
      const { emissions } = await outcomeOf(other.send(VERSION));
      expect(Buffer.concat(emissions.flat()).toString()).toBe('{"version":"2"}');
      await other.close();
      await second.close();
    });
  });
});

class CountingFlowControl extends FlowControl {
  attached = 0;

  override attach(source: Pausable): void {
    this.attached++;
    super.attach(source);
  }

  override detach(source: Pausable): void {
    this.attached--;
    super.detach(source);
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

/** Resolves when a number has stopped growing. */
async function standsStill(value: () => number): Promise<void> {
  for (let before = -1, now = value(); now !== before; now = value()) {
    before = now;
    await pause(200);
  }
}
