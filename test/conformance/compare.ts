import type { ConformanceCase, Observed } from './cases.js';

/** One place where the gateway does not do what Ollama's layer did; undefined is a value that is not there. */
export interface Difference {
  /** `.native.options.temperature`, `.events.0.data.usage`, `.body.error.code` */
  path: string;
  theirs: unknown;
  ours: unknown;
}

const ID = /^(id|tool_call_id)$/;
const GENERATED_ID = /^(chatcmpl|cmpl|call)[-_].*/;
const TIME = /^created$/;

/**
 * Every difference, but for what must differ: generated ids, the clock's time, the order of keys. Of an answer with
 * another status the status is the difference, not each field.
 */
export function differences(recorded: ConformanceCase, observed: Observed): Difference[] {
  const { status, body, text, events } = recorded.response;
  const request = compare(normalise(recorded.nativeRequest), normalise(observed.native), '.native');
  if (status !== observed.status) return [...request, { path: '.status', theirs: status, ours: observed.status }];
  const { native: _, ...answer } = observed;
  return [...request, ...compare(normalise({ status, body, text, events }), normalise(answer), '')];
}

function compare(theirs: unknown, ours: unknown, path: string): Difference[] {
  if (isContainer(theirs) && isContainer(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => compare(theirs[key], ours[key], `${path}.${key}`));
  }
  return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [{ path, theirs, ours }];
}

function normalise(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => normalise(element));
  if (isContainer(value)) {
    const sorted = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, inner]) => [name, normalise(inner, name)]));
  }
  if (ID.test(key) && typeof value === 'string') return value.replace(GENERATED_ID, '$1-*');
  return TIME.test(key) && typeof value === 'number' ? 'time' : value;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
