import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { EndlessStream, json, PacedStream, pour, silence } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { openSocket, parseAnswers, rawPost, textOf } from './support/raw-http.js';
import { CHAT, EMBEDDINGS, GENERATING, NATIVE_CHAT } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const STALLING = [...GENERATING, ['Ollama’s own API', NATIVE_CHAT] as const];
const SEND_TIMEOUT_MS = 500;
const impatient = await gatewayOnFakeOllama({
  GATEWAY_SEND_TIMEOUT: `${SEND_TIMEOUT_MS}ms`,
  GATEWAY_MAX_IN_FLIGHT: String(STALLING.length),
});

const STREAM_BYTES = 100_000_000;
// One read from Ollama, translated, beyond what Node buffers in any case.
const MOST_UNSENT_BYTES = 512 * 1024;

/** The service's side of the connections that are opened from now on. */
function serverSockets({ app } = gateway): Socket[] {
  const sockets: Socket[] = [];
  app.getHttpServer().on('connection', (socket: Socket) => sockets.push(socket));
  return sockets;
}

/** Resolves with a number when it has not changed for a while, on a machine that is busy too. */
async function settled(read: () => number, quiet = 0): Promise<number> {
  if (quiet === 5) return read();
  const before = read();
  await pause(50);
  const now = read();
  return settled(read, now > 0 && now === before ? quiet + 1 : 0);
}

/** Reads 100 bytes now and then, ten times a second. */
async function readSlowly(socket: Socket, times: number): Promise<number> {
  let bytes = 0;
  for (let time = 0; time < times; time++) {
    bytes += (socket.read(100) as Buffer | null)?.length ?? 0;
    await pause(100);
  }
  return bytes;
}

describe('a client that reads 1 kB/s of a stream of 100 MB', { timeout: 60_000 }, () => {
  it('holds Ollama up, costs bounded memory, and gets the whole stream when it reads', async () => {
    const accepted = serverSockets();
    const endless = new EndlessStream(STREAM_BYTES);
    ollama.answers(CHAT.route, endless.answer);
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    socket.pause();
    await ollama.received();
    const heldAt = await settled(() => endless.written);
    expect(heldAt).toBeLessThan(STREAM_BYTES / 4);
    expect(await readSlowly(socket, 10)).toBeGreaterThan(0);
    // What the system has buffered is enough for a slow reader: nothing new is asked for.
    expect(endless.written).toBe(heldAt);
    expect(accepted[0]?.writableLength).toBeLessThan(MOST_UNSENT_BYTES);

    let end = '';
    socket.on('data', (piece: Buffer) => (end = (end + piece.toString('latin1')).slice(-100)));
    socket.resume();
    while (!end.includes('data: [DONE]')) await pause(50);
    expect(endless.written).toBeGreaterThanOrEqual(STREAM_BYTES);
    socket.destroy();
  });

  it('costs bounded memory beside others too, when it reads in fits and starts', async () => {
    ollama.answers(CHAT.route, silence(), new EndlessStream().answer);
    const other = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    await ollama.received();
    const accepted = serverSockets();
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    await ollama.received(2);
    let mostUnsent = 0;
    // What the system holds on both sides is full when reading goes on: then much comes in one turn.
    for (let time = 0; time < 40; time++) {
      socket.pause();
      for (let look = 0; look < 10; look++) {
        await pause(10);
        mostUnsent = Math.max(mostUnsent, accepted[0]?.writableLength ?? 0);
      }
      socket.resume();
      await pause(3);
    }
    expect(mostUnsent).toBeGreaterThan(0);
    expect(mostUnsent).toBeLessThan(MOST_UNSENT_BYTES);
    other.destroy();
    socket.destroy();
    await Promise.all(ollama.requests.map(({ aborted }) => aborted));
  });

  it('does not hold up anybody else', async () => {
    ollama.answers(CHAT.route, new EndlessStream(STREAM_BYTES).answer);
    const slow = Array.from({ length: 8 }, () =>
      openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true })).pause(),
    );
    await ollama.received(slow.length);
    const response = await gateway.post(CHAT.path, { ...CHAT.request, stream: true });
    expect((await response.text()).slice(-20)).toMatch(/data: \[DONE\]\n\n$/);
    for (const socket of slow) socket.destroy();
    await Promise.all(ollama.requests.slice(0, slow.length).map(({ aborted }) => aborted));
  });
});

describe('a client that reads nothing and closes its side', () => {
  // The first comment that keeps a stream alive would find out as well.
  it('is cut off in the middle of an answer', { timeout: 10_000 }, async () => {
    const endless = new EndlessStream();
    ollama.answers(CHAT.route, endless.answer);
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true })).pause();
    const { aborted } = await ollama.received();
    await settled(() => endless.written);
    socket.end();
    await aborted;
    expect(ollama.requests).toHaveLength(1);
    socket.destroy();
  });

  it('gets an answer that was whole before', async () => {
    const embeddings = [Array.from({ length: 1_000_000 }, (__, index) => index / 1_000_000)];
    ollama.answers(EMBEDDINGS.route, json({ ...EMBEDDINGS.answer, embeddings }));
    const accepted = serverSockets();
    const socket = openSocket(gateway.port, rawPost(EMBEDDINGS.path, EMBEDDINGS.request)).pause();
    await settled(() => accepted[0]?.writableLength ?? 0);
    socket.end();
    const [answer] = parseAnswers(await textOf(socket.resume()));
    expect(answer?.body).toHaveLength(Number(answer?.headers['content-length']));
    expect(answer?.body).toContain(String(embeddings[0]?.at(-1)));
  });
});

describe('a client that takes nothing of an answer that waits for it', { timeout: 20_000 }, () => {
  const manyDigits = { ...EMBEDDINGS.answer, embeddings: [Array.from({ length: 2_000_000 }, (_, index) => index / 7)] };

  function open(path: string, request: object): Socket {
    return openSocket(impatient.gateway.port, rawPost(path, request)).pause();
  }

  async function loggedOf(path: string): Promise<object> {
    return impatient.gateway.log.line({ msg: 'request', route: path });
  }

  it('gives its place to the next in the end, and is no error', async () => {
    const sockets = STALLING.map(([, { path, route, request, delta }]) => {
      const line = `${JSON.stringify(delta('endless'))}\n`.repeat(100);
      impatient.ollama.answers(route, async (__, response) => {
        response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        await pour(response, () => line);
      });
      return open(path, { ...request, stream: true });
    });
    await impatient.ollama.received(STALLING.length);
    impatient.ollama.answers(EMBEDDINGS.route, json(EMBEDDINGS.answer));
    const next = await impatient.gateway.post(EMBEDDINGS.path, EMBEDDINGS.request);
    expect(next.status).toBe(200);
    await Promise.all(impatient.ollama.requests.slice(0, STALLING.length).map(({ aborted }) => aborted));
    for (const [, { path }] of STALLING) {
      const line = await loggedOf(path);
      expect(line).toMatchObject({ level: 'info', status: 200, clientStalled: true });
      expect(line).not.toHaveProperty('clientGone');
      expect(line).not.toHaveProperty('error');
    }
    for (const socket of sockets) socket.destroy();
  });

  it('is cut off in a whole answer too', async () => {
    impatient.ollama.answers(EMBEDDINGS.route, json(manyDigits));
    const accepted = serverSockets(impatient.gateway);
    const socket = open(EMBEDDINGS.path, EMBEDDINGS.request);
    await impatient.ollama.received();
    await settled(() => accepted[0]?.writableLength ?? 0);
    await vi.waitUntil(() => accepted[0]?.destroyed, { timeout: 10_000 });
    expect((await textOf(socket.resume())).length).toBeLessThan(JSON.stringify(manyDigits).length);
  });

  it('may read slowly for longer than that', async () => {
    const endless = new EndlessStream();
    impatient.ollama.answers(CHAT.route, endless.answer);
    const accepted = serverSockets(impatient.gateway);
    const socket = open(CHAT.path, { ...CHAT.request, stream: true });
    await settled(() => endless.written);
    const heldAt = endless.written;
    const end = performance.now() + 6 * SEND_TIMEOUT_MS;
    while (performance.now() < end) {
      socket.read(Math.min(200_000, socket.readableLength));
      await pause(20);
    }
    expect(endless.written).toBeGreaterThan(heldAt);
    expect(accepted[0]?.destroyed).toBe(false);
    socket.destroy();
  });

  it('may wait for Ollama for longer than that, as soon as it has taken it', async () => {
    const paced = new PacedStream();
    impatient.ollama.answers(CHAT.route, paced.answer);
    const accepted = serverSockets(impatient.gateway);
    const socket = open(CHAT.path, { ...CHAT.request, stream: true });
    void paced.write(`${JSON.stringify(CHAT.delta('x'.repeat(10_000)))}\n`.repeat(2_000));
    await vi.waitUntil(() => accepted[0]?.timeout === SEND_TIMEOUT_MS, { timeout: 10_000 });
    let end = '';
    socket.on('data', (piece: Buffer) => (end = (end + piece.toString('latin1')).slice(-100))).resume();
    await vi.waitUntil(() => accepted[0]?.timeout === 0, { timeout: 10_000 });
    await pause(3 * SEND_TIMEOUT_MS);
    await paced.end(CHAT.end());
    expect(await vi.waitUntil(() => end.includes('data: [DONE]'), { timeout: 10_000 })).toBe(true);
    socket.destroy();
  });

  it('may use its connection again, which is then kept as long as any', async () => {
    impatient.ollama.answers(EMBEDDINGS.route, json(manyDigits));
    const accepted = serverSockets(impatient.gateway);
    const socket = open(EMBEDDINGS.path, EMBEDDINGS.request);
    await settled(() => accepted[0]?.writableLength ?? 0);
    expect(accepted[0]?.timeout).toBe(SEND_TIMEOUT_MS);
    const text = textOf(socket.resume());
    await vi.waitUntil(() => accepted[0]?.timeout !== SEND_TIMEOUT_MS, { timeout: 10_000 });
    expect(accepted[0]?.timeout).toBe(621_000);
    await pause(2 * SEND_TIMEOUT_MS);
    socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    expect(parseAnswers(await text).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('may wait for the answer to a request that it sent ahead', async () => {
    const paced = new PacedStream();
    impatient.ollama.answers(EMBEDDINGS.route, json(manyDigits)).answers(CHAT.route, paced.answer);
    const accepted = serverSockets(impatient.gateway);
    const socket = open(EMBEDDINGS.path, EMBEDDINGS.request);
    socket.write(rawPost(CHAT.path, { ...CHAT.request, stream: true }, { connection: 'close' }));
    await vi.waitUntil(() => accepted[0]?.timeout === SEND_TIMEOUT_MS, { timeout: 10_000 });
    const text = textOf(socket.resume());
    await vi.waitUntil(() => accepted[0]?.writableLength === 0, { timeout: 10_000 });
    await pause(3 * SEND_TIMEOUT_MS);
    void paced.end(CHAT.end());
    expect(parseAnswers(await text).map(({ status }) => status)).toEqual([200, 200]);
  });
});
