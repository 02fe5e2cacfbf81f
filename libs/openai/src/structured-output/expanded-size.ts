/**
 * How many subschemas a validation may have to visit, each `$ref` counted as what it refers to: a few hundred characters
 * can ask for billions. A reference back into itself counts once.
 * @throws Error for a reference that leads out of the schema
 */
export function expandedSize(root: object): number {
  const sizes = new Map<object, number>();

  function sizeOf(node: unknown): number {
    if (typeof node !== 'object' || node === null) return 0;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, 0);
    const { $ref } = node as { $ref?: unknown };
    let size = 1 + (typeof $ref === 'string' ? sizeOf(resolve(root, $ref)) : 0);
    for (const child of Object.values(node)) size += sizeOf(child);
    sizes.set(node, size);
    return size;
  }

  return sizeOf(root);
}

function resolve(root: object, pointer: string): unknown {
  const steps = pointer.split('/');
  let node: unknown = steps.shift() === '#' ? root : undefined;
  for (const step of steps) node = (node as Record<string, unknown> | undefined)?.[unescape(step)];
  if (typeof node === 'object' && node !== null) return node;
  throw new Error(`'${pointer}' is not a reference to a place in this schema`);
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}
