import { resolveReference } from './resolve-reference.js';

/** Keywords whose schemas hold for the same value as the schema that they are in. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/**
 * Refuses a reference that leads back to itself without a step into the value: neither a grammar nor a check gets to an
 * end of it.
 * @throws Error that names the reference
 */
export function refuseEndlessReferences(root: object): void {
  const open = new Set<object>();
  const done = new Set<object>();

  function visit(schema: object): void {
    if (done.has(schema)) return;
    open.add(schema);
    for (const part of schemasOfSameValue(schema)) visit(part);
    const { $ref } = schema as { $ref?: unknown };
    if (typeof $ref === 'string') follow($ref);
    open.delete(schema);
    done.add(schema);
  }

  function follow(reference: string): void {
    const target = resolveReference(root, reference);
    if (open.has(target)) throw new Error(`'${reference}' leads back to itself`);
    visit(target);
  }

  for (const schema of objectsIn(root)) visit(schema);
}

function schemasOfSameValue(schema: object): object[] {
  return SAME_VALUE.flatMap((keyword) => (schema as Record<string, unknown>)[keyword]).filter(isObject);
}

function objectsIn(root: object): object[] {
  const objects = [root];
  for (const object of objects) objects.push(...Object.values(object).filter(isObject));
  return objects;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
