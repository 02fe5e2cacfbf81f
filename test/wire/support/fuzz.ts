import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { Pool } from 'undici';
import { errorAnswer, type FakeOllama } from '../../support/fake-ollama/index.js';
import type { Gateway } from '../../support/gateway.js';
import { SAMPLES } from './samples.js';

/** So many are asked side by side. */
const BATCH = 25;

/** What goes wrong where: half of it a value that some field takes. */
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, 0, 1, -1, 1.5, 1e308, '', 'x', 'auto', [], {}, [[]]) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(SAMPLES).flat().flatMap(valuesIn)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const change = fc.record({ place: fc.nat(), key: fc.option(fc.string({ maxLength: 5 })), value: fc.option(value) });

/** A sample with some changes. */
function changedSample(path: string): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...(SAMPLES[path] ?? [])), fc.array(change, { maxLength: 3 }))
    .map(([sample, changes]) => {
      const body = structuredClone(sample) as Container;
      for (const { place, key, value: replacement } of changes) {
        const places = placesIn(body);
        const chosen = places[place % places.length];
        if (!chosen) continue;
        const [container, name] = chosen;
        if (replacement === null) Reflect.deleteProperty(container, name);
        else Reflect.set(container, key ?? name, structuredClone(replacement));
      }
      return Buffer.from(JSON.stringify(body));
    });
}

/** A sample's bytes with some others in between. */
function brokenSample(path: string): fc.Arbitrary<Buffer> {
  const bytes = fc.oneof(
    fc
      .constantFrom('"', '{', '}', '[', ',', ':', '\\', '\\u0000', '\uD800', '-', '1e999')
      .map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 4 }),
  );
  return fc
    .tuple(fc.constantFrom(...(SAMPLES[path] ?? [])), fc.array(fc.tuple(fc.nat(), fc.nat(4), bytes), { maxLength: 3 }))
    .map(([sample, cuts]) => {
      let body = Buffer.from(JSON.stringify(sample));
      for (const [place, removed, added] of cuts) {
        const at = place % (body.length + 1);
        body = Buffer.concat([body.subarray(0, at), added, body.subarray(at + removed)]);
      }
      return body;
    });
}

function anyBody(path: string): fc.Arbitrary<Buffer> {
  return fc.oneof(
    { weight: 6, arbitrary: changedSample(path) },
    { weight: 2, arbitrary: brokenSample(path) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
}

export interface Fuzzed {
  sent: number;
  /** How many were right, and reached Ollama. */
  reached: number;
  /** What was found, with the smallest body that finds it. */
  finding: string | undefined;
}

/**
 * Posts bodies of every kind to a route, while Ollama refuses what reaches it. Any answer but a 4xx in OpenAI's form is a
 * finding.
 * @param limitMs ends earlier, when this time is over
 */
export async function fuzz(
  gateway: Gateway,
  ollama: FakeOllama,
  path: string,
  bodies: number,
  limitMs = Infinity,
): Promise<Fuzzed> {
  const pool = new Pool(gateway.origin, { connections: BATCH });
  const fuzzed = { sent: 0, reached: 0 };
  const batches = fc.array(anyBody(path), { minLength: BATCH, maxLength: BATCH });
  const property = fc.asyncProperty(batches, async (batch) => {
    ollama.reset();
    for (const route of ['POST /api/chat', 'POST /api/generate', 'POST /api/embed'] as const) {
      ollama.answers(route, errorAnswer(400, 'refused'));
    }
    await Promise.all(batch.map((body) => ask(pool, path, body)));
    fuzzed.sent += batch.length;
    fuzzed.reached += ollama.requests.length;
  });
  const numRuns = Math.ceil(bodies / BATCH);
  const details = await fc.check(property, {
    numRuns,
    ...(limitMs < Infinity && { interruptAfterTimeLimit: limitMs }),
  });
  await pool.destroy();
  return {
    ...fuzzed,
    finding: details.failed && details.counterexample ? fc.defaultReportMessage(details) : undefined,
  };
}

async function ask(pool: Pool, path: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path, method: 'POST', headers, body });
  const text = await answer.body.text();
  if (answer.statusCode >= 400 && answer.statusCode < 500 && isOpenAiError(text)) return;
  throw new Error(`${answer.statusCode} ${text.slice(0, 300)} for ${JSON.stringify(body.toString())}`);
}

function isOpenAiError(text: string): boolean {
  const { error } = JSON.parse(text) as { error: { message: unknown } };
  return (
    typeof error.message === 'string' && isDeepStrictEqual(Object.keys(error), ['message', 'type', 'param', 'code'])
  );
}

type Container = Record<string, unknown> | unknown[];

function isContainer(candidate: unknown): candidate is Container {
  return typeof candidate === 'object' && candidate !== null;
}

/** Every place in a value that holds another one. */
function placesIn(container: Container): [Container, string][] {
  return Object.entries(container).flatMap(([key, child]): [Container, string][] => [
    [container, key],
    ...(isContainer(child) ? placesIn(child) : []),
  ]);
}

function valuesIn(container: object): unknown[] {
  return placesIn(container as Container).map(([holder, key]) => Reflect.get(holder, key) as unknown);
}
