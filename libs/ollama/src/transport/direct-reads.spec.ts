import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Dispatcher, Pool } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { connectToReadDirectly } from './direct-reads.js';

const HOST = 'images.example';
const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/tls/${name}`, import.meta.url), 'utf8');
const CERTIFICATE = fixture(`${HOST}.crt`);
const TLS = { key: fixture(`${HOST}.key`), cert: CERTIFICATE };

const BODY_BYTES = 3 * 1024 * 1024;

/** A body like no other one, nor like itself a little further on. */
function bodyOf(seed: number): Buffer {
  return Buffer.from(Uint32Array.from({ length: BODY_BYTES / 4 }, (_, index) => index * 2654435761 + seed).buffer);
}

/** Sends the body of the path's number in pieces from a few bytes to more than a read takes. */
const sendInPieces: RequestListener = ({ url }, response) => {
  const body = bodyOf(Number(url?.slice(1)));
  for (let start = 0, size = 1; start < body.length; start += size, size = (size * 7) % 99_991) {
    response.write(body.subarray(start, start + size));
  }
  response.end();
};

describe('connectToReadDirectly', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function poolFor(server: Server, protocol = 'http:'): Promise<Pool> {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const connect = connectToReadDirectly(1000);
    const pool = new Pool(`${protocol}//${HOST}:${port}`, {
      connect: (options, callback) => connect({ ...options, hostname: '127.0.0.1', servername: HOST }, callback),
      allowH2: false,
    });
    closing.push(
      () => pool.destroy(),
      () => server.close(),
    );
    return pool;
  }

  it('gives each connection its own bytes, all and in their order', async () => {
    const pool = await poolFor(createServer(sendInPieces));
    const bodies = await Promise.all([1, 2, 3].map((seed) => read(pool, `/${seed}`)));
    expect(bodies.map((body, index) => body.equals(bodyOf(index + 1)))).toEqual([true, true, true]);
  });

  it.each(['http:', 'https:'])('loses nothing over %s when the reader pauses after each piece', async (protocol) => {
    const trusted = getCACertificates();
    setDefaultCACertificates([...trusted, CERTIFICATE]);
    closing.push(() => setDefaultCACertificates(trusted));
    const server = protocol === 'http:' ? createServer(sendInPieces) : createTlsServer(TLS, sendInPieces);
    const pool = await poolFor(server, protocol);
    const bodies = await Promise.all([1, 2].map((seed) => read(pool, `/${seed}`, takeATurn)));
    expect(bodies.map((body, index) => body.equals(bodyOf(index + 1)))).toEqual([true, true]);
  });

  it('tells of a body that ends with its connection', async () => {
    const server = createServer((_request, { socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n');
      socket?.end(bodyOf(1));
    });
    const body = await read(await poolFor(server), '/', takeATurn);
    expect(body.equals(bodyOf(1))).toBe(true);
  });

  it('tells of a connection that breaks', async () => {
    const server = createServer((_request, { socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\na part', () => socket.resetAndDestroy());
    });
    await expect(read(await poolFor(server), '/')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

async function takeATurn(controller: Dispatcher.DispatchController): Promise<void> {
  controller.pause();
  await turn();
  controller.resume();
}

function read(
  pool: Pool,
  path: string,
  afterPiece?: (controller: Dispatcher.DispatchController) => unknown,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pool.dispatch(
      { method: 'GET', path },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: (controller, piece) => {
          pieces.push(piece);
          afterPiece?.(controller);
        },
        onResponseEnd: () => resolve(Buffer.concat(pieces)),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
