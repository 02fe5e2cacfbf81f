import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendRequest } from './send-request.js';
import type { UpstreamRequest } from './upstream-request.js';

/** More than the buffers of both sockets hold. */
const FLOOD_PIECES = 64 * 16;

describe('sendRequest', () => {
  let server: Server;
  let socket: Socket;
  let peer: Socket;
  let error: Error | undefined;
  let told: string[];
  let over: PromiseWithResolvers<void>;
  const listener = {
    onBodySent: () => told.push('part'),
    onSent: () => {
      told.push('all');
      over.resolve();
    },
  };
  beforeEach(async () => {
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const accepted = once(server, 'connection');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    error = undefined;
    told = [];
    const { resolve } = (over = Promise.withResolvers());
    socket.on('error', (reason: Error) => (error = reason)).on('close', () => resolve());
    [peer] = (await Promise.all([accepted, once(socket, 'connect')]))[0] as [Socket];
    peer.on('error', () => {});
  });
  afterEach(() => {
    socket.destroy();
    peer.destroy();
    server.close();
  });

  function send(request: Partial<UpstreamRequest>): void {
    sendRequest(socket, { method: 'POST', path: '/', onHead: () => {}, ...request }, 'h', listener);
  }

  /** All that the other side gets of a request, until everything is sent or the connection closed. */
  async function received(): Promise<string> {
    const pieces: Buffer[] = [];
    const closed = new Promise((resolve) => peer.on('close', resolve));
    peer.on('data', (bytes: Buffer) => pieces.push(bytes)).resume();
    await over.promise;
    socket.end();
    await closed;
    return Buffer.concat(pieces).toString('latin1');
  }

  const head = (line: string) => `host: h\r\nconnection: keep-alive\r\n${line}\r\n`;

  it.each([
    ['GET', undefined, ''],
    ['HEAD', undefined, ''],
    ['POST', undefined, 'content-length: 0\r\n'],
    ['DELETE', undefined, 'content-length: 0\r\n'],
    ['POST', '', 'content-length: 0\r\n'],
    ['POST', '{"a":1}', 'content-length: 7\r\n'],
    ['POST', 'é€😀', 'content-length: 9\r\n'],
    ['GET', Buffer.from([0, 0xff, 0x0d]), 'content-length: 3\r\n'],
  ])('sends %s with the body %j and its length', async (method, body, line) => {
    send({ method, ...(body !== undefined && { body }) });
    expect(told).toEqual(['all']);
    expect(await received()).toBe(`${method} / HTTP/1.1\r\n${head(line)}${Buffer.from(body ?? '').toString('latin1')}`);
  });

  it.each(['é', Buffer.from('é')])('sends a head that is not of ASCII as it is, before %j', async (body) => {
    send({ path: '/\xe9', headers: { x: '\xff' }, body });
    expect(await received()).toBe(`POST /\xe9 HTTP/1.1\r\n${head('x: \xff\r\ncontent-length: 2\r\n')}\xc3\xa9`);
  });

  it.each([{ headers: { x: 'a\r\nb: c' } }, { path: '/ HTTP/1.1\r\n\r\n' }])('sends nothing of %j', async (request) => {
    for (const body of ['x', Readable.from([Buffer.from('x')])]) {
      expect(() => send({ ...request, body })).toThrow(TypeError);
    }
    expect([told, socket.bytesWritten]).toEqual([[], 0]);
  });

  describe('of a stream', () => {
    const stream = (...texts: string[]) => Readable.from(texts.map((text) => Buffer.from(text, 'latin1')));

    it('sends chunks when its length is not known', async () => {
      send({ body: stream('a', '', '\r\n\xff', '0123456789abcdef0') });
      expect(await received()).toBe(
        `POST / HTTP/1.1\r\n${head('transfer-encoding: chunked\r\n')}` +
          '1\r\na\r\n3\r\n\r\n\xff\r\n11\r\n0123456789abcdef0\r\n0\r\n\r\n',
      );
      expect([told, error]).toEqual([['part', 'part', 'part', 'part', 'all'], undefined]);
    });

    it('sends a head that is not of ASCII as it is', async () => {
      send({ headers: { x: '\xff' }, body: stream() });
      expect(await received()).toBe(`POST / HTTP/1.1\r\n${head('x: \xff\r\ntransfer-encoding: chunked\r\n')}0\r\n\r\n`);
    });

    it('sends the last chunk when there is none', async () => {
      send({ body: stream() });
      expect(await received()).toBe(`POST / HTTP/1.1\r\n${head('transfer-encoding: chunked\r\n')}0\r\n\r\n`);
    });

    it('sends the bytes when its length is', async () => {
      send({ headers: { 'content-length': '5' }, body: stream('ab', '', 'c\r\n') });
      expect(await received()).toBe(`POST / HTTP/1.1\r\n${head('content-length: 5\r\n')}abc\r\n`);
      expect([told, error]).toEqual([['part', 'part', 'part', 'all'], undefined]);
    });

    it.each([
      ['longer', '4', ['ab', 'cde'], 'ab'],
      ['shorter', '6', ['ab', 'cde'], 'abcde'],
      ['shorter', '1', [], ''],
    ])('closes the connection when it is %s than its content-length', async (word, length, texts, sent) => {
      const body = stream(...texts);
      send({ headers: { 'content-length': length }, body });
      const text = await received();
      expect(`POST / HTTP/1.1\r\n${head(`content-length: ${length}\r\n`)}${sent}`).toContain(text);
      expect(error?.message).toBe(`The body is ${word} than its content-length.`);
      expect([told.includes('all'), body.destroyed]).toEqual([false, true]);
    });

    it('closes the connection with the reason when it fails', async () => {
      const body = new PassThrough();
      send({ body });
      body.write('a');
      const text = received();
      await expect.poll(() => told).toEqual(['part']);
      const reason = new Error('no more');
      body.destroy(reason);
      expect(`POST / HTTP/1.1\r\n${head('transfer-encoding: chunked\r\n')}1\r\na\r\n`).toContain(await text);
      expect([error, told]).toEqual([reason, ['part']]);
    });

    it('waits while the other side does, and ends with the connection', async () => {
      let made = 0;
      const body = Readable.from(
        (function* () {
          for (; made < FLOOD_PIECES; made++) yield Buffer.alloc(65_536);
        })(),
        { highWaterMark: 1 },
      );
      peer.pause();
      send({ body });
      let before = -1;
      await expect
        .poll(
          () => {
            const isStill = made === before;
            before = made;
            return isStill;
          },
          { interval: 100, timeout: 10_000 },
        )
        .toBe(true);
      expect(made).toBeLessThan(FLOOD_PIECES);
      expect(socket.writableLength).toBeLessThan(4 * 65_536);
      const closed = once(body, 'close');
      socket.destroy();
      await closed;
      expect([told.includes('all'), error]).toEqual([false, undefined]);
      await expect.poll(() => socket.listenerCount('drain')).toBe(0);
    });

    it('goes on when the other side does', async () => {
      const body = Readable.from(Array.from({ length: FLOOD_PIECES / 4 }, () => Buffer.alloc(65_536)));
      peer.pause();
      send({ headers: { 'content-length': String((FLOOD_PIECES / 4) * 65_536) }, body });
      await expect.poll(() => socket.writableNeedDrain).toBe(true);
      const text = await received();
      expect(text.length - text.indexOf('\r\n\r\n') - 4).toBe((FLOOD_PIECES / 4) * 65_536);
      expect(socket.listenerCount('drain')).toBe(0);
    });

    it('ends when the connection closes while it waits for more', async () => {
      const body = new PassThrough();
      send({ body });
      socket.destroy();
      await once(body, 'close');
      expect([told, error]).toEqual([[], undefined]);
    });

    it('leaves the connection alone once it is sent', async () => {
      const body = stream('a');
      const before = socket.listenerCount('close');
      send({ body });
      expect(socket.listenerCount('close')).toBe(before + 1);
      await expect.poll(() => told).toEqual(['part', 'all']);
      await expect.poll(() => socket.listenerCount('close')).toBe(before);
    });
  });
});
