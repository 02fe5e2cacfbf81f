import type { ConformanceCase, Observed } from './cases.js';
import { type Difference, differences } from './compare.js';

/** A difference that is meant, and why. */
export interface DeliberateDifference {
  reason: string;
  /** Ids of the cases that it is about: each must differ; or a pattern of them: one must. All when there are none. */
  cases?: readonly string[] | RegExp;
  /** Where it may be. */
  path: RegExp;
  /** Told apart further by the values, where the path does not say enough. */
  when?: (difference: Difference) => boolean;
}

export interface Verdict {
  /** Differences that no rule explains. */
  unexplained: Difference[];
  /** Rules that explain one or more differences of this case. */
  used: Set<DeliberateDifference>;
}

/** Holds what a gateway did with a case against what Ollama's layer did with it. */
export function judge(
  recorded: ConformanceCase,
  observed: Observed,
  deliberate: readonly DeliberateDifference[],
): Verdict {
  const used = new Set<DeliberateDifference>();
  const unexplained = differences(recorded, observed).filter((difference) => {
    const rules = deliberate.filter((rule) => explains(rule, recorded.id, difference));
    rules.forEach((rule) => used.add(rule));
    return rules.length === 0;
  });
  return { unexplained, used };
}

/** What is listed and no longer differs: a rule without any difference, or one of the cases that a rule names. */
export function stale(
  deliberate: readonly DeliberateDifference[],
  verdicts: ReadonlyMap<string, Verdict>,
): { reason: string; case?: string }[] {
  return deliberate.flatMap((rule) => {
    const differing = new Set([...verdicts].filter(([, { used }]) => used.has(rule)).map(([id]) => id));
    if (rule.cases === undefined || rule.cases instanceof RegExp)
      return differing.size > 0 ? [] : [{ reason: rule.reason }];
    return rule.cases.filter((id) => !differing.has(id)).map((id) => ({ reason: rule.reason, case: id }));
  });
}

function explains({ cases, path, when }: DeliberateDifference, id: string, difference: Difference): boolean {
  const concerned = cases instanceof RegExp ? cases.test(id) : (cases?.includes(id) ?? true);
  return concerned && path.test(difference.path) && (when?.(difference) ?? true);
}
