/** Strings of the native API that say what an answer is: they are compared, not only their type. */
const EXACT = new Set(['error', 'status', 'role', 'done_reason', 'model', 'name', 'format', 'family', 'type']);
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const EXACT_LENGTH = new Set(['embeddings', 'embedding', 'tensors', 'models']);

/**
 * The form of a value: which keys, of which types; texts empty or not. The elements of a list once for each form; how
 * many there are only where the request determines it.
 */
export function shapeOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const forms = unique(value.map((element) => shapeOf(element, EXACT_LENGTH.has(key) ? key : '')));
    return EXACT_LENGTH.has(key) ? { length: value.length, forms } : forms;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, name)]));
  }
  if (typeof value !== 'string' || value === '') return typeof value === 'string' ? 'empty text' : kind(value);
  if (TIMESTAMP.test(value)) return 'timestamp';
  return EXACT.has(key) ? value : 'text';
}

/** The forms of a stream's lines, each as often as it changes. */
export function streamShape(lines: unknown[]): unknown[] {
  return lines
    .map((line) => shapeOf(line))
    .filter((shape, index, all) => JSON.stringify(shape) !== JSON.stringify(all[index - 1]));
}

function kind(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function unique(shapes: unknown[]): unknown[] {
  const seen = new Map(shapes.map((shape) => [JSON.stringify(shape), shape]));
  return [...seen.values()];
}
