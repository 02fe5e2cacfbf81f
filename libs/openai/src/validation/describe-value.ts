const LONGEST_SHOWN = 60;

/** The kind of a JSON value in words: `a string`, `an empty array`, `null`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The value itself where it is short, else its kind. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length <= LONGEST_SHOWN && value !== '' ? `'${value}'` : kindOf(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

/** `'a', 'b', 'c'` */
export function list(values: readonly unknown[]): string {
  return values.map(show).join(', ');
}
