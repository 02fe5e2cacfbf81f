import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EndlessStream } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { startUpstream } from '../../support/upstream.js';

const MANAGE = { GATEWAY_NATIVE_API: 'manage', GATEWAY_BODY_LIMIT: '1KiB' };
const { gateway, ollama } = await gatewayOnFakeOllama(MANAGE);

const MIB = 1024 * 1024;
const BLOB_BYTES = 64 * MIB;
/** The buffers of four sockets, and what streams read ahead. */
const MOST_UNDER_WAY = 24 * MIB;

const PIECE = randomBytes(64 * 1024);
const PIECES = BLOB_BYTES / PIECE.length;

function digest(): string {
  const hash = createHash('sha256');
  for (let piece = 0; piece < PIECES; piece++) hash.update(PIECE);
  return `sha256:${hash.digest('hex')}`;
}

/** The blob, a piece at a time when it is asked for; tells how much that was. */
function blob(): { body: Readable; sent: () => number } {
  let sent = 0;
  const body = new Readable({
    read() {
      if (sent === BLOB_BYTES) return void this.push(null);
      sent += PIECE.length;
      this.push(PIECE);
    },
  });
  return { body, sent: () => sent };
}

function upload(port: number, path: string, headers: Record<string, string | number> = {}) {
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers });
  const answered = once(request, 'response').then(([answer]) => answer as IncomingMessage);
  return { request, answered };
}

/** Resolves when the number has not changed for a while. */
async function standsStill(number: () => number): Promise<number> {
  let before = -1;
  while (number() !== before) {
    before = number();
    await pause(300);
  }
  return before;
}

describe('a blob of any size', () => {
  it.each([
    ['whose length is told', { 'content-length': BLOB_BYTES }],
    ['whose length is not told', {}],
  ])('arrives as it was sent, %s', async (_what, headers) => {
    const path = `/api/blobs/${digest()}`;
    const { request, answered } = upload(gateway.port, path, headers);
    await pipeline(blob().body, request);
    expect((await answered).statusCode).toBe(201);
    const { bytes, headers: received } = await ollama.received();
    expect([bytes.length, received['content-length']]).toEqual([
      BLOB_BYTES,
      'content-length' in headers ? `${BLOB_BYTES}` : undefined,
    ]);
  });

  it('is not gathered in the gateway while Ollama does not read', async () => {
    const reading = Promise.withResolvers<IncomingMessage>();
    const slow = await startUpstream((message, response) => {
      reading.resolve(message);
      message.once('end', () => response.writeHead(201).end());
    });
    const other = await Gateway.start({
      ...MANAGE,
      OLLAMA_HOST: slow.origin,
      // What is being passed on is not held to it.
      GATEWAY_RECEIVE_TIMEOUT: '100ms',
    });
    const { request, answered } = upload(other.port, `/api/blobs/${digest()}`);
    const { body, sent } = blob();
    const whole = pipeline(body, request);
    const message = await reading.promise;
    expect(await standsStill(sent)).toBeLessThan(MOST_UNDER_WAY);

    let received = 0;
    message.on('data', (bytes: Buffer) => (received += bytes.length));
    await whole;
    expect((await answered).statusCode).toBe(201);
    expect(received).toBe(BLOB_BYTES);
    await other.close();
    slow.close();
  });

  it('need not be sent to its end when Ollama has had enough', async () => {
    const full = await startUpstream((_message, response) => {
      response.writeHead(507, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"error":"no space left"}');
    });
    const other = await Gateway.start({ ...MANAGE, OLLAMA_HOST: full.origin });
    const { request, answered } = upload(other.port, `/api/blobs/${digest()}`);
    request.on('error', () => undefined);
    request.write(PIECE);
    const answer = await answered;
    expect([answer.statusCode, await textOf(answer)]).toEqual([507, '{"error":"no space left"}']);
    request.destroy();
    await other.close();
    full.close();
  });
});

const failEarly: RequestListener = (message, response) => {
  message.once('data', () => message.socket.destroy());
  response.on('error', () => undefined);
};
const answerEarly: RequestListener = (_message, response) => {
  response.writeHead(502, { 'content-type': 'application/json' });
  response.end('{"error":"no space left"}');
};

describe('a connection', () => {
  it.each([
    ['failed', failEarly],
    ['was answered', answerEarly],
  ])('can be used again after an upload that %s early', async (_, listener) => {
    const full = await startUpstream(listener);
    const other = await Gateway.start({ ...MANAGE, OLLAMA_HOST: full.origin, GATEWAY_NATIVE_API: 'manage,read' });
    const socket = connect(other.port, '127.0.0.1');
    let received = '';
    socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
    socket.write(`POST /api/blobs/x HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${64 * PIECE.length}\r\n\r\n`);
    for (let piece = 0; piece < 32; piece++) socket.write(PIECE);
    await expect.poll(() => received).toContain('502 Bad Gateway');
    for (let piece = 32; piece < 64; piece++) socket.write(PIECE);
    socket.write('GET /v1/nope HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await expect.poll(() => received).toContain('404 Not Found');
    socket.destroy();
    await other.close();
    full.close();
  });
});

describe('an answer of any size', () => {
  it('is not gathered in the gateway while its client does not read', async () => {
    const flood = new EndlessStream(BLOB_BYTES);
    ollama.answers('POST /api/pull', flood.answer);
    const { request, answered } = upload(gateway.port, '/api/pull', { 'content-length': 2 });
    request.end('{}');
    const answer = await answered;
    expect(await standsStill(() => flood.written)).toBeLessThan(MOST_UNDER_WAY);
    let received = 0;
    for await (const bytes of answer) received += (bytes as Buffer).length;
    expect(received).toBeGreaterThan(BLOB_BYTES);
    expect(received).toBeGreaterThanOrEqual(flood.written);
  });
});
