import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EndlessStream, json } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { openSocket, parseAnswers, rawPost, textOf } from './support/raw-http.js';
import { CHAT, EMBEDDINGS } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const STREAM_BYTES = 100_000_000;
// One read from Ollama, translated, beyond what Node buffers in any case.
const MOST_UNSENT_BYTES = 512 * 1024;

/** The service's side of the connections that are opened from now on. */
function serverSockets(): Socket[] {
  const sockets: Socket[] = [];
  gateway.app.getHttpServer().on('connection', (socket: Socket) => sockets.push(socket));
  return sockets;
}

/** Resolves with a number when it has not changed for a while. */
async function settled(read: () => number): Promise<number> {
  const before = read();
  await pause(100);
  const now = read();
  return now > 0 && now === before ? now : settled(read);
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
