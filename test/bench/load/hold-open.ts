import { setTimeout as pause } from 'node:timers/promises';
import { residentKibOf } from '../processes/costs.ts';
import { Connection } from './connection.ts';
import type { Target } from './target.ts';

export interface OpenLoad {
  target: Target;
  streams: number;
  /** Milliseconds that all of them stay open. */
  holdMs: number;
  /** Whose memory is looked at. */
  pid: number;
}

export interface Held {
  residentKib: number;
  /** Streams from which tokens came. */
  answering: number;
  /** Streams that broke. */
  failed: number;
}

// No faster than a service can begin them: one that lags behind turns streams away.
const STREAMS_AT_ONCE = 50;
const BETWEEN_MS = 40;

/** Opens streams, holds them, looks at the memory, and leaves them all. */
export async function holdOpen({ target, streams, holdMs, pid }: OpenLoad): Promise<Held> {
  const connections: Connection[] = [];
  const held: Held = { residentKib: 0, answering: 0, failed: 0 };
  const observer = {
    onTokens: (_count: number, _gapMs: number, isFirst: boolean) => void (isFirst && held.answering++),
    onAnswer: (_milliseconds: number, isRight: boolean) => void (isRight || held.failed++),
  };
  while (connections.length < streams) {
    const next = Math.min(STREAMS_AT_ONCE, streams - connections.length);
    connections.push(...Array.from({ length: next }, () => new Connection(target, observer)));
    // oxlint-disable-next-line no-await-in-loop -- they come one batch after the other
    await pause(BETWEEN_MS);
  }
  await pause(holdMs);
  held.residentKib = residentKibOf(pid);
  for (const connection of connections) connection.close();
  return held;
}
