import type { FuncKeywordDefinition } from 'ajv';

/** `uniqueItems` in time in proportion to the array: the validator's own compares each object with each other. */
export const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: (isUnique: boolean, items: readonly unknown[]) =>
    !isUnique || new Set(items.map((item) => JSON.stringify(item, withSortedKeys))).size === items.length,
  error: { message: 'must NOT have duplicate items' },
};

/** Objects are equal whatever the order of their keys. */
function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
