const LONGEST_SHOWN = 60;

/** The kind of a JSON value in words: `a string`, `an empty array`, `null`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return value === '' ? 'an empty string' : 'a string';
    case 'number':
      return Number.isInteger(value) ? 'an integer' : 'a decimal number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'nothing';
  }
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
