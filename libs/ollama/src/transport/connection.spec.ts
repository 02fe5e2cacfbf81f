import dns from 'node:dns';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outcomeOf } from '../../test/outcome-of.js';
import { FlowControl } from '../flow-control.js';
import { OllamaTransport } from './ollama-transport.js';

const LIMITS = { connectTimeoutMs: 10_000, firstByteTimeoutMs: 10_000, chunkTimeoutMs: 10_000, maxLineBytes: 1024 };

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
  if (url?.startsWith('/0')) response.setHeader('content-length', body.length);
  for (let start = 0, size = 1; start < body.length; start += size, size = (size * 7) % 99_991) {
    response.write(body.subarray(start, start + size));
  }
  response.end();
};

describe('Connection', () => {
  const closing: (() => unknown)[] = [];
  beforeEach(() => {
    vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, _options: unknown, found: LookupFound) =>
      found(null, [{ address: '127.0.0.1', family: 4 }])) as typeof dns.lookup);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const close of closing.splice(0)) await close();
  });

  async function transportTo(server: Server, protocol = 'http:'): Promise<OllamaTransport> {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = new OllamaTransport({ origin: `${protocol}//${HOST}:${port}`, basePath: '' }, LIMITS);
    closing.push(
      () => transport.close(),
      () => server.close(),
    );
    return transport;
  }

  /** The body of an answer; with pauses, nothing is read for a turn after each piece. */
  async function read(transport: OllamaTransport, path: string, { pauses }: { pauses: boolean }) {
    const flow = new FlowControl();
    const answer = transport.send({ method: 'GET', path, onHead: () => {} }, flow);
    const { emissions, failure } = await outcomeOf(answer, () => {
      if (pauses) void takeATurn(flow);
    });
    return { body: Buffer.concat(emissions.flat()), failure };
  }

  describe.each(['http:', 'https:'])('over %s', (protocol) => {
    beforeEach(() => {
      const trusted = getCACertificates();
      setDefaultCACertificates([...trusted, CERTIFICATE]);
      closing.push(() => setDefaultCACertificates(trusted));
    });

    it.each([true, false])('loses nothing, and mixes nothing up, with pauses: %s', async (pauses) => {
      const server = protocol === 'http:' ? createServer(sendInPieces) : createTlsServer(TLS, sendInPieces);
      let connections = 0;
      server.on('connection', () => connections++);
      const transport = await transportTo(server, protocol);
      for (const paths of [
        ['/1', '/02', '/3'],
        ['/04', '/5', '/06'],
      ]) {
        const answers = await Promise.all(paths.map((path) => read(transport, path, { pauses })));
        expect(answers.map(({ body, failure }) => failure ?? body.length)).toEqual(paths.map(() => BODY_BYTES));
        expect(answers.map(({ body }, index) => body.equals(bodyOf(Number(paths[index]?.slice(1)))))).toEqual([
          true,
          true,
          true,
        ]);
      }
      expect(connections).toBe(3);
    });
  });

  it.each([true, false])('reads a body that ends with it, with pauses: %s', async (pauses) => {
    const server = createServer((_request, { socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n');
      socket?.end(bodyOf(1));
    });
    const { body, failure } = await read(await transportTo(server), '/', { pauses });
    expect([body.equals(bodyOf(1)), failure]).toEqual([true, undefined]);
  });

  it.each([
    ['content-length: 100', 'a part'],
    ['x: until it is closed', 'a part'],
    ['transfer-encoding: chunked', '6\r\na part\r\n'],
  ])('that breaks loses the answer, of %s', async (header, part) => {
    const broken = Promise.withResolvers<void>();
    const server = createServer((_request, { socket }) => {
      socket?.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n${part}`);
      void broken.promise.then(() => socket?.resetAndDestroy());
    });
    const transport = await transportTo(server);
    const { emissions, failure } = await outcomeOf(transport.send({ method: 'GET', path: '/', onHead: () => {} }), () =>
      broken.resolve(),
    );
    expect(emissions).toEqual([[Buffer.from('a part')]]);
    expect(failure).toEqual({ kind: 'connection-lost', origin: expect.stringContaining(HOST), answering: true });
  });

  it('gives what came before an answer turned out to be none', async () => {
    const server = createServer((_request, { socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab');
    });
    const transport = await transportTo(server);
    const { emissions, failure } = await outcomeOf(transport.send({ method: 'GET', path: '/', onHead: () => {} }));
    expect(Buffer.concat(emissions.flat()).toString()).toBe('a');
    expect(failure).toMatchObject({ kind: 'connection-lost', answering: true });
  });
});

type LookupFound = (error: null, addresses: { address: string; family: number }[]) => void;

async function takeATurn(flow: FlowControl): Promise<void> {
  flow.pause();
  await turn();
  flow.resume();
}
