/** How many members the objects of a JSON value have: of those that were written with the same name, the last is left. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const isArray = Array.isArray(value);
  const children: readonly unknown[] = isArray ? value : Object.values(value);
  let members = isArray ? 0 : children.length;
  for (const child of children) {
    // Most are texts and numbers, of which an array may have a million.
    if (typeof child === 'object') members += countMembers(child);
  }
  return members;
}
