import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EndlessStream, FakeOllama } from '../support/fake-ollama/index.js';
import { openSocket, rawPost } from '../wire/support/raw-http.js';
import { CHAT } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';

const STREAM_BYTES = 100_000_000;
// Twice what is measured: memory that is free again may not be given back yet.
const MOST_KILOBYTES_EACH = 3_000;

/** Clients that read 1 kB/s of a stream of 100 MB; one that is cut off or costs too much, or a stream that is read on, is a failure. */
export async function readSlowly(clients: number, seconds: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin });
  const { pid } = gateway.child;
  const port = Number(new URL(await gateway.url()).port);
  const streams = Array.from({ length: clients }, () => new EndlessStream(STREAM_BYTES));
  ollama.answers(CHAT.route, streams[0]?.answer ?? fail(), ...streams.slice(1).map(({ answer }) => answer));
  const socketsBefore = openSockets(pid);
  const before = resident(pid);

  const sockets = streams.map(() => openSocket(port, rawPost(CHAT.path, { ...CHAT.request, stream: true })).pause());
  await ollama.received(clients);
  for (let second = 0; second < seconds; second++) {
    for (const socket of sockets) takeOneKilobyte(socket);
    await pause(1000);
  }
  const during = resident(pid);
  const cutOff = sockets.filter(({ destroyed }) => destroyed).length;
  const readOn = streams.filter(({ written }) => written > STREAM_BYTES / 4).length;
  for (const socket of sockets) socket.destroy();
  await Promise.all(ollama.requests.map(({ aborted }) => aborted));
  const kilobytesEach = ((during - before) * 1024) / clients;
  report({
    scenario: `slow readers, ${seconds} s`,
    attempts: clients,
    failures: cutOff + readOn + (kilobytesEach > MOST_KILOBYTES_EACH ? 1 : 0),
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, resident(pid)],
    note: `${kilobytesEach.toFixed(0)} kB of memory each while they read`,
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
  await ollama.close();
}

function takeOneKilobyte(socket: Socket): void {
  socket.read(Math.min(1000, socket.readableLength));
}

function fail(): never {
  throw new Error('There are no clients.');
}
