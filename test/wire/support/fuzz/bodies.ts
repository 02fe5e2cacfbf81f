import * as fc from 'fast-check';
import { SAMPLES } from './samples.js';

type Container = Record<string, unknown> | unknown[];

/** What goes wrong where: half of it a value that some field takes. */
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, 0, 1, -1, 1.5, 1e308, '', 'x', 'auto', [], {}, [[]]) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(SAMPLES).flat().flatMap(valuesIn)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const change = fc.record({ place: fc.nat(), key: fc.option(fc.string({ maxLength: 5 })), value: fc.option(value) });

/** A sample with some changes. */
function changedSample(samples: readonly object[]): fc.Arbitrary<Buffer> {
  return fc.tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 3 })).map(([sample, changes]) => {
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

const otherBytes = fc.oneof(
  fc
    .constantFrom('"', '{', '}', '[', ',', ':', '\\', '\\u0000', '\uD800', '-', '1e999', '\r\n', '--', '=', ';')
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 4 }),
);

/** Bytes with some others in between, and some gone. */
export function broken(whole: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc.tuple(whole, fc.array(fc.tuple(fc.nat(), fc.nat(4), otherBytes), { maxLength: 3 })).map(([bytes, cuts]) =>
    cuts.reduce((body, [place, removed, added]) => {
      const at = place % (body.length + 1);
      return Buffer.concat([body.subarray(0, at), added, body.subarray(at + removed)]);
    }, bytes),
  );
}

/** Of every kind, from those that are right to bytes that are nothing. */
export function jsonBody(samples: readonly object[]): fc.Arbitrary<Buffer> {
  const sample = fc.constantFrom(...samples.map((body) => Buffer.from(JSON.stringify(body))));
  return fc.oneof(
    { weight: 6, arbitrary: changedSample(samples) },
    { weight: 2, arbitrary: broken(sample) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
}

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
