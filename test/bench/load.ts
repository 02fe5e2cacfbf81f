import { Pool } from 'undici';

export interface Target {
  origin: string;
  path: string;
  /** How each token, and the end, shows in a stream. */
  token: string;
  end: string;
}

export interface Load {
  requests: number;
  connections: number;
  /** Tokens that each answer must have in a stream; not streamed when undefined. */
  streamedTokens?: number;
}

export interface Measured {
  requestsPerSecond: number;
  tokensPerSecond: number;
  /** Milliseconds to the first byte of the body, sorted. */
  firstByte: number[];
  /** Answers that were not 200, or not whole. */
  failed: number;
}

/** Asks the target as often as told, each connection one request after the other. */
export async function measure(target: Target, load: Load): Promise<Measured> {
  const pool = new Pool(target.origin, { connections: load.connections, pipelining: 1 });
  const body = JSON.stringify({
    model: 'demo',
    messages: [{ role: 'user', content: 'What is the capital of France?' }],
    stream: load.streamedTokens !== undefined,
  });
  const firstByte: number[] = [];
  let left = load.requests;
  let failed = 0;

  const askUntilNoneIsLeft = async (): Promise<void> => {
    while (left-- > 0) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other is what is measured
      const answer = await ask(pool, target, body);
      firstByte.push(answer.firstByteMs);
      if (!answer.ok || (load.streamedTokens ?? 0) !== answer.tokens) failed++;
    }
  };

  const begin = performance.now();
  await Promise.all(Array.from({ length: load.connections }, askUntilNoneIsLeft));
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  return {
    requestsPerSecond: load.requests / seconds,
    tokensPerSecond: (load.requests * (load.streamedTokens ?? 0)) / seconds,
    firstByte: firstByte.toSorted((a, b) => a - b),
    failed,
  };
}

/** The value below which this part of the sorted values lies. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

async function ask(pool: Pool, target: Target, body: string) {
  const begin = performance.now();
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path: target.path, method: 'POST', headers, body });
  let firstByteMs = Number.NaN;
  const pieces: Buffer[] = [];
  for await (const piece of answer.body) {
    if (pieces.length === 0) firstByteMs = performance.now() - begin;
    pieces.push(piece as Buffer);
  }
  const text = Buffer.concat(pieces).toString();
  return {
    firstByteMs,
    ok: answer.statusCode === 200 && text.includes(target.end),
    tokens: text.split(target.token).length - 1,
  };
}
