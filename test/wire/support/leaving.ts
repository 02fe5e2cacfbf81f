import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type FakeOllama, silence, stall } from '../../support/fake-ollama/index.js';
import type { Gateway } from '../../support/gateway.js';
import { openSocket, rawPost } from './raw-http.js';
import {
  CHAT,
  COMPLETIONS,
  EMBEDDINGS,
  HEARS,
  NATIVE_CHAT,
  RESPONSES,
  type Resource,
  TRANSCRIPTION,
} from './resources.js';

/** How a client goes away. */
const WAYS: Record<string, (socket: Socket) => void> = {
  resets: (socket) => socket.resetAndDestroy(),
  closes: (socket) => socket.destroy(),
  'closes half': (socket) => socket.resume().end(),
};

interface Leave {
  /** What is done, at which moment, in which way. */
  name: string;
  /** The request as it stands on the wire. */
  bytes: string;
  route: Resource['route'];
  /** How often Ollama is asked for it: what the client has gone from is the last of them. */
  asks: number;
  /** What Ollama does meanwhile. */
  answer: Answer;
  /** Waits for something of the answer before it goes. */
  hasBegun: boolean;
  go: (socket: Socket) => void;
}

/** Every way at every moment, for every resource. */
export const LEAVES: readonly Leave[] = Object.entries(WAYS).flatMap(([way, go]) => [
  ...[CHAT, COMPLETIONS, RESPONSES, NATIVE_CHAT].flatMap(({ path, route, request, delta }): Leave[] => {
    const whole = { bytes: rawPost(path, { ...request, stream: false }), route, asks: 1, go };
    const streamed = { ...whole, bytes: rawPost(path, { ...request, stream: true }) };
    return [
      { ...whole, name: `${path} ${way} while the model loads`, answer: silence(), hasBegun: false },
      { ...whole, name: `${path} ${way} in the middle of an answer`, answer: stall(['{"m']), hasBegun: false },
      { ...streamed, name: `${path} ${way} before a stream`, answer: silence(), hasBegun: false },
      { ...streamed, name: `${path} ${way} in mid-stream`, answer: stall([delta('x')]), hasBegun: true },
    ];
  }),
  ...[
    { path: EMBEDDINGS.path, bytes: rawPost(EMBEDDINGS.path, EMBEDDINGS.request), route: EMBEDDINGS.route, asks: 1 },
    // First whether the model hears.
    { path: TRANSCRIPTION.path, bytes: TRANSCRIPTION.bytes, route: CHAT.route, asks: 2 },
  ].map(({ path, ...asked }) => ({
    ...asked,
    name: `${path} ${way} while the model loads`,
    answer: silence(),
    hasBegun: false,
    go,
  })),
]);

/** Asks, goes away, and waits until the request to Ollama is broken off and the connection closed: milliseconds. */
export async function askAndLeave(gateway: Gateway, ollama: FakeOllama, leave: Leave): Promise<number> {
  ollama.reset();
  ollama.answers(leave.route, leave.answer).answers('POST /api/show', HEARS);
  const socket = openSocket(gateway.port, leave.bytes);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const received = await ollama.received(leave.asks);
  if (leave.hasBegun) await new Promise((resolve) => socket.once('data', resolve));
  const begin = performance.now();
  leave.go(socket);
  await received.aborted;
  const milliseconds = performance.now() - begin;
  await closed;
  return milliseconds;
}

/** What a process holds open, and who listens to what lives as long as the service. */
export async function leftovers({ app }: Gateway): Promise<Record<string, number>> {
  const server = app.getHttpServer();
  const counts: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  for (const name of process.eventNames()) counts[`process on ${String(name)}`] = process.listenerCount(name);
  for (const name of server.eventNames()) counts[`server on ${String(name)}`] = server.listenerCount(name);
  counts['connections'] = await new Promise<number>((resolve, reject) => {
    server.getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count)));
  });
  return counts;
}

/** What there is more of than there was before, when the system has had its time to close sockets. */
export async function leftBehind(gateway: Gateway, before: Record<string, number>): Promise<Record<string, number>> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const left = increases(before, await leftovers(gateway));
    if (Object.keys(left).length === 0 || performance.now() > deadline) return left;
    await pause(20);
  }
}

function increases(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, increase]) => increase > 0),
  );
}
