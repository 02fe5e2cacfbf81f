import type { Form } from './play.js';

/** One place where the engine's answer has another form; undefined is what is not there. */
export interface Difference {
  path: string;
  theirs: unknown;
  ours: unknown;
}

/** A difference that is meant, and why. */
export interface DeliberateDifference {
  reason: string;
  /** Ids such as `chat/stop-string`, each of which must differ; or a pattern, of which one must. */
  cases: readonly string[] | RegExp;
  /** Where it may be. */
  path: RegExp;
  when?: (difference: Difference) => boolean;
}

/** Of an answer with another status the status is the difference, not each field. */
export function differences(theirs: Form, ours: Form): Difference[] {
  if (theirs.status !== ours.status) return [{ path: '.status', theirs: theirs.status, ours: ours.status }];
  return compare(theirs, ours, '');
}

export function explains(rule: DeliberateDifference, id: string, difference: Difference): boolean {
  const concerned = rule.cases instanceof RegExp ? rule.cases.test(id) : rule.cases.includes(id);
  return concerned && rule.path.test(difference.path) && (rule.when?.(difference) ?? true);
}

function compare(theirs: unknown, ours: unknown, path: string): Difference[] {
  if (isContainer(theirs) && isContainer(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => compare(theirs[key], ours[key], `${path}.${key}`));
  }
  return Object.is(theirs, ours) ? [] : [{ path, theirs, ours }];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** As a failing test shows it. */
export function describeDifference({ path, theirs, ours }: Difference): string {
  return `${path}: ${JSON.stringify(theirs)} became ${JSON.stringify(ours)}`;
}
