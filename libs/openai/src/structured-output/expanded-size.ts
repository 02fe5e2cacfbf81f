import { resolveReference } from './resolve-reference.js';

/**
 * How many subschemas a validation may have to visit, each `$ref` counted as what it refers to: a few hundred characters
 * can ask for billions. A reference back into itself counts once.
 * @throws Error for a reference that leads out of the schema, and for an `$id` within it: references beside it would lead
 *   elsewhere than they seem to
 */
export function expandedSize(root: object): number {
  const sizes = new Map<object, number>();

  function sizeOf(node: unknown): number {
    if (typeof node !== 'object' || node === null) return 0;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, 0);
    const { $ref, $id } = node as { $ref?: unknown; $id?: unknown };
    if (typeof $id === 'string' && node !== root) throw new Error("only the whole schema may have an '$id'");
    let size = 1 + (typeof $ref === 'string' ? sizeOf(resolveReference(root, $ref)) : 0);
    for (const child of Object.values(node)) size += sizeOf(child);
    sizes.set(node, size);
    return size;
  }

  return sizeOf(root);
}
