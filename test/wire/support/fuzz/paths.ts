import * as fc from 'fast-check';

/** All that a target may be made of; anything else is no HTTP, which is another test's matter. */
const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

const odd = fc.oneof(
  fc.constantFrom('', '.', '..', '*', ':', ';', '?', '#', '\\', '{', '}', '|', '~', '__proto__', 'constructor'),
  fc.constantFrom('%', '%2', '%zz', '%00', '%0d%0a', '%2e%2e', '%2F', '%25', '%ff', '%C3%A9', '%F0%9F%98%80'),
  fc.constantFrom('a'.repeat(1100), '%41'.repeat(500)),
);

const text = fc.string({ unit: visible, maxLength: 12 });

/** The name of a model in a path: one that is there, names as they come, and what is none. */
export const modelInPath: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('demo', 'demo:latest', 'hf.co/a/b:Q4_K_M', 'hf.co%2Fa%2Fb', 'registry.example:5000/a/b:c'),
  fc.array(fc.oneof(odd, text, fc.constant('demo')), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('/')),
  fc.string({ unit: 'binary', maxLength: 12 }).map((name) => encodeURIComponent(name.toWellFormed())),
);

const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.oneof(odd, text), fc.oneof(odd, text)), { maxLength: 3 })
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`),
  },
);

/** Paths of the service, some with other words, and a query now and then. */
export function anyPath(known: readonly string[]): fc.Arbitrary<string> {
  const path = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...known), odd).map(([base, end]) => `${base}/${end}`) },
    { weight: 1, arbitrary: fc.array(fc.oneof(odd, text), { maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`) },
  );
  return fc.tuple(path, query).map(([base, rest]) => base + rest);
}
