import { once } from 'node:events';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Asker } from '../../test/asker.js';
import { RawServer } from '../../test/raw-server.js';
import { ConnectionPool } from './connection-pool.js';
import type { UpstreamRequest } from './upstream-request.js';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const answer = (...headers: string[]) => ANSWER.replace('\r\n', `\r\n${headers.map((line) => `${line}\r\n`).join('')}`);
const get = (path: string) => ({ method: 'GET', path });
const NOW = get('/now');
const OK = ['body: ok', 'end'];

describe('ConnectionPool', () => {
  let pool: ConnectionPool;
  const servers: RawServer[] = [];
  beforeEach(() => {
    pool = new ConnectionPool(10_000);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await pool.close();
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(onData: Parameters<typeof RawServer.start>[0]): Promise<RawServer> {
    const server = await RawServer.start(onData);
    servers.push(server);
    return server;
  }

  /** Gives one answer after the other, and the last one from then on. */
  function serveInTurn(...answers: string[]): Promise<RawServer> {
    return serve((socket) => socket.write((answers.length > 1 ? answers.shift() : answers[0]) ?? '', 'latin1'));
  }

  function ask({ origin }: RawServer, request?: Omit<UpstreamRequest, 'onHead'>): Asker {
    const asker = new Asker(request);
    pool.connect(origin, asker);
    return asker;
  }

  /** Answers what is for `/now`, and keeps the connections of other paths by their path. */
  async function serveOnDemand(): Promise<{ server: RawServer; waiting: Map<string, Socket> }> {
    const waiting = new Map<string, Socket>();
    const server = await serve((socket, request) => {
      const [, path = ''] = request.split(' ');
      if (path === '/now') socket.write(ANSWER);
      else waiting.set(path, socket);
    });
    return { server, waiting };
  }

  describe('uses a connection', () => {
    it('again, for one request after the other', async () => {
      const server = await serveInTurn(ANSWER);
      for (let request = 0; request < 5; request++) expect(await ask(server).over).toEqual(OK);
      expect(server.connections).toHaveLength(1);
    });

    it('for one request at a time, and first the one that was used last', async () => {
      const { server, waiting } = await serveOnDemand();
      const [first, second] = [ask(server, get('/1')), ask(server, get('/2'))];
      await expect.poll(() => waiting.size).toBe(2);
      for (const [path, { over }] of [['/1', first] as const, ['/2', second] as const]) {
        waiting.get(path)?.write(ANSWER);
        expect(await over).toEqual(OK);
      }
      const last = ask(server, NOW);
      expect(await last.over).toEqual(OK);
      expect(last.connection).toBe(second.connection);
      const many = [ask(server, NOW), ask(server, NOW), ask(server, NOW)];
      expect(await Promise.all(many.map(({ over }) => over))).toEqual([OK, OK, OK]);
      expect(many.map(({ connection }) => connection).slice(0, 2)).toEqual([second.connection, first.connection]);
      expect(server.connections).toHaveLength(3);
    });

    it('for what begins with the end of the last answer', async () => {
      const server = await serveInTurn(ANSWER);
      const first = ask(server);
      const second = new Asker();
      first.onEnd = () => pool.connect(server.origin, second);
      expect(await second.over).toEqual(OK);
      expect(first.heard).toEqual(['body: ok']);
      expect(second.connection).toBe(first.connection);
    });

    it('for what begins with the last of a body', async () => {
      const server = await serveInTurn(ANSWER);
      const first = ask(server);
      const second = new Asker();
      first.onBody = () => pool.connect(server.origin, second);
      expect(await first.over).toEqual(['end']);
      expect(await second.over).toEqual(OK);
      expect(second.connection).toBe(first.connection);
    });

    it('on which nobody has a say whose request is over', async () => {
      const { server, waiting } = await serveOnDemand();
      const first = ask(server, NOW);
      expect(await first.over).toEqual(OK);
      const second = ask(server, get('/slow'));
      await expect.poll(() => waiting.size).toBe(1);
      second.connection?.abort(first);
      second.connection?.pause(first);
      waiting.get('/slow')?.write(ANSWER.slice(0, -1));
      await second.answering.promise;
      second.connection?.pause(second);
      second.connection?.resume(first);
      waiting.get('/slow')?.write('k');
      for (let reads = 0; reads < 10; reads++) await new Promise(setImmediate);
      expect(second.heard).toEqual(['body: o']);
      second.connection?.resume(second);
      expect(await second.over).toEqual(['body: o', 'body: k', 'end']);
      expect(second.connection).toBe(first.connection);
    });

    it('after interim answers, and in HTTP/1.0 when that is said', async () => {
      const old = answer('connection: keep-alive').replace('HTTP/1.1', 'HTTP/1.0');
      const server = await serveInTurn(`HTTP/1.1 102 Processing\r\n\r\n${ANSWER}`, old);
      for (let request = 0; request < 3; request++) expect(await ask(server).over).toEqual(OK);
      expect(server.connections).toHaveLength(1);
    });
  });

  describe('makes another connection', () => {
    it.each([
      ['says that it closes', answer('connection: close')],
      ['speaks HTTP/1.0', ANSWER.replace('HTTP/1.1', 'HTTP/1.0')],
      ['waits too short a time', answer('keep-alive: timeout=2')],
      ['waits no time', answer('keep-alive: timeout=0')],
      ['says more than was asked', `${ANSWER}HTTP/1.1 200 OK\r\n\r\n`],
      ['says a little more than was asked', `${ANSWER}\r`],
    ])('when the server %s', async (_, text) => {
      const server = await serveInTurn(text, ANSWER);
      expect(await ask(server).over).toEqual(OK);
      expect(await ask(server).over).toEqual(OK);
      await server.closed(0);
      expect(server.connections).toHaveLength(2);
    });

    it.each([
      ['closes it', ''],
      ['says something on it', 'HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n'],
    ])('when the server %s while it is free', async (_, text) => {
      const server = await serveInTurn(ANSWER);
      expect(await ask(server).over).toEqual(OK);
      if (text === '') server.connections[0]?.end();
      else server.connections[0]?.write(text);
      await server.closed(0);
      expect(await ask(server).over).toEqual(OK);
      expect(server.connections).toHaveLength(2);
    });

    it.each([
      [3999, 'timeout=60', 1],
      [4000, 'timeout=60', 2],
      [999, 'timeout=3', 1],
      [1000, 'timeout=3', 2],
    ])('or not after %d ms, of %s', async (waitedMs, keepAlive, connections) => {
      vi.useFakeTimers({ toFake: ['performance'] });
      const server = await serveInTurn(answer(`keep-alive: ${keepAlive}`));
      expect(await ask(server).over).toEqual(OK);
      vi.advanceTimersByTime(waitedMs);
      expect(await ask(server).over).toEqual(OK);
      expect(server.connections).toHaveLength(connections);
    });

    it('when the origin has changed', async () => {
      const [first, second] = [await serveInTurn(ANSWER), await serveInTurn(ANSWER)];
      expect(await ask(first).over).toEqual(OK);
      expect(await ask(second).over).toEqual(OK);
      await first.closed(0);
      expect(await ask(second).over).toEqual(OK);
      expect([first.connections.length, second.connections.length]).toEqual([1, 1]);
    });
  });

  it('closes what is free for too long, and nothing else', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    const { server, waiting } = await serveOnDemand();
    const slow = ask(server, get('/slow'));
    await expect.poll(() => waiting.size).toBe(1);
    const free = ask(server, NOW);
    expect(await free.over).toEqual(OK);
    vi.advanceTimersByTime(3999);
    expect(free.connection?.isOpen).toBe(true);
    vi.advanceTimersByTime(1001);
    expect([free.connection?.isOpen, slow.connection?.isOpen]).toEqual([false, true]);
    await server.closed(1);
    waiting.get('/slow')?.write(ANSWER);
    expect(await slow.over).toEqual(OK);
    vi.advanceTimersByTime(5000);
    await server.closed(0);
    await expect
      .poll(() => {
        vi.advanceTimersByTime(1000);
        return vi.getTimerCount();
      })
      .toBe(0);
    const later = ask(server, NOW);
    expect(await later.over).toEqual(OK);
    vi.advanceTimersByTime(5000);
    expect(later.connection?.isOpen).toBe(false);
  });

  describe('loses a request', () => {
    it.each([
      ['', 'lost: The other side has closed the connection.'],
      ['HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok', 'lost: The other side has closed the connection.'],
      ['HTTP/1.1 200 OK\r\ncontent-length: 1,2\r\n\r\n', 'lost: The length of a body is no number.'],
    ])('of which %j comes', async (text, reason) => {
      const server = await serve((socket) => socket.end(text));
      const { over } = ask(server);
      expect((await over).at(-1)).toBe(reason);
      await server.closed(0);
    });

    it('that nobody listens to', async () => {
      const server = await serve(() => {});
      await server.close();
      expect(await ask(server).over).toEqual([expect.stringMatching(/^lost: .*ECONNREFUSED/)]);
    });
  });

  it('closes a connection that answers before it has the whole request', async () => {
    const server = await serveInTurn(ANSWER);
    const body = new PassThrough();
    body.write('begun');
    const early = ask(server, { method: 'POST', path: '/', body });
    expect(await early.over).toEqual(OK);
    await once(body, 'close');
    await server.closed(0);
    expect(await ask(server).over).toEqual(OK);
    expect(early.heard).toEqual(OK);
  });
});
