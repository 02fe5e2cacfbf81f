/**
 * What a `$ref` leads to.
 * @throws Error for a reference that leads out of the schema
 */
export function resolveReference(root: object, reference: string): object {
  const steps = reference.split('/');
  let node: unknown = steps.shift() === '#' ? root : undefined;
  for (const step of steps) node = memberOf(node, unescape(step));
  if (typeof node === 'object' && node !== null) return node;
  throw new Error(`'${reference}' is not a reference to a place in this schema`);
}

/** Its own only: `__proto__` leads out of every schema. */
function memberOf(node: unknown, name: string): unknown {
  const isParent = typeof node === 'object' && node !== null && Object.hasOwn(node, name);
  return isParent ? (node as Record<string, unknown>)[name] : undefined;
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}
