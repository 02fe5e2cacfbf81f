import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { Pool } from 'undici';
import { errorAnswer, type FakeOllama, type Route } from '../../../support/fake-ollama/index.js';
import { HEARS } from '../resources.js';
import type { FuzzedRequest, Target } from './targets.js';

/** So many are asked side by side. */
const BATCH = 25;

const GENERATING: Route[] = ['POST /api/chat', 'POST /api/generate', 'POST /api/embed', 'POST /api/embeddings'];

/** A service that is fuzzed: nothing comes from elsewhere, nothing is asked twice, every route is there. */
export const FUZZED: Record<string, string> = {
  GATEWAY_FETCH_IMAGES: 'false',
  GATEWAY_RETRIES: '0',
  GATEWAY_DELETE_MODELS: 'true',
  GATEWAY_NATIVE_API: 'inference,read,manage',
  // One machine plays all parts, and may be slow.
  GATEWAY_MAX_EVENT_LOOP_DELAY: '1h',
};

export interface Fuzzed {
  sent: number;
  /** How many were right, and reached Ollama. */
  reached: number;
  /** What was found, with the smallest request that finds it. */
  finding: string | undefined;
}

/**
 * Sends requests of every kind, while Ollama refuses to generate. Any 5xx, any error that is not in the form of its API,
 * and any success where there can be none, is a finding.
 * @param origin of the service
 * @param limitMs ends earlier, when this time is over
 */
export async function fuzz(
  origin: string,
  ollama: FakeOllama,
  { requests, maySucceed }: Target,
  count: number,
  limitMs = Infinity,
): Promise<Fuzzed> {
  const pool = new Pool(origin, { connections: BATCH });
  const fuzzed = { sent: 0, reached: 0 };
  const batches = fc.array(requests, { minLength: BATCH, maxLength: BATCH });
  const property = fc.asyncProperty(batches, async (batch) => {
    ollama.reset();
    for (const route of GENERATING) ollama.answers(route, errorAnswer(400, 'refused'));
    if (!maySucceed) ollama.answers('POST /api/show', HEARS);
    await Promise.all(batch.map((request) => ask(pool, request, maySucceed)));
    fuzzed.sent += batch.length;
    fuzzed.reached += ollama.requests.length;
  });
  const numRuns = Math.ceil(count / BATCH);
  const details = await fc.check(property, {
    numRuns,
    ...(limitMs < Infinity && { interruptAfterTimeLimit: limitMs }),
  });
  await pool.destroy();
  return {
    ...fuzzed,
    finding:
      details.failed && details.counterexample ? `${String(details.errorInstance)} (seed ${details.seed})` : undefined,
  };
}

async function ask(pool: Pool, request: FuzzedRequest, maySucceed: boolean): Promise<void> {
  const answer = await pool.request({ ...request, body: request.body ?? null });
  const text = await answer.body.text();
  const isFine =
    answer.statusCode < 400
      ? maySucceed
      : answer.statusCode < 500 && (request.method === 'HEAD' || isError(request.path, text));
  if (isFine) return;
  const { method, path, headers, body } = request;
  throw new Error(
    `${answer.statusCode} ${text.slice(0, 300)} for ${JSON.stringify({ method, path, headers, body: body?.toString() })}`,
  );
}

/** In Ollama's form below `/api`, in OpenAI's elsewhere. */
function isError(path: string, text: string): boolean {
  const isNative = /^\/api(?=[/?]|$)/.test(path);
  // Ollama's own, for a path that it does not know.
  if (isNative && text === '404 page not found') return true;
  const { error } = parsed(text) as { error?: unknown };
  if (isNative || typeof error !== 'object' || error === null) return isNative && typeof error === 'string';
  return (
    isDeepStrictEqual(Object.keys(error), ['message', 'type', 'param', 'code']) &&
    typeof (error as { message: unknown }).message === 'string'
  );
}

/** An object without anything for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
