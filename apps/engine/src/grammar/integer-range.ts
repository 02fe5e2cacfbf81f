import { anyOf, literal } from './rules.js';

const MOST_DIGITS = 15;
const LARGEST = 10 ** MOST_DIGITS - 1;

/** A grammar expression for the whole numbers from `least` to `most`; undefined when there are none. */
export function integerRange(least = -LARGEST, most = LARGEST): string | undefined {
  const low = Math.max(Math.ceil(least), -LARGEST);
  const high = Math.min(Math.floor(most), LARGEST);
  if (low > high) return undefined;
  const negative = low < 0 ? digits(Math.max(1, -high), -low).map((pattern) => `"-" ${pattern}`) : [];
  const positive = high >= 0 ? digits(Math.max(0, low), high) : [];
  return anyOf([...negative, ...positive]);
}

/** Patterns for the numbers from `low` to `high`, both at least 0: `[1-9] [0-9]{2}`. */
function digits(low: number, high: number): string[] {
  const patterns: string[] = [];
  let from = low;
  while (from <= high) {
    const to = Math.min(high, 10 ** String(from).length - 1);
    patterns.push(...sameLength(String(from), String(to)));
    from = to + 1;
  }
  return patterns;
}

function sameLength(low: string, high: string): string[] {
  if (low === high) return [literal(low)];
  const first = Number(low[0]);
  const last = Number(high[0]);
  const rest = low.length - 1;
  if (rest === 0) return [`[${first}-${last}]`];
  const zeros = '0'.repeat(rest);
  const nines = '9'.repeat(rest);
  if (first === last) return sameLength(low.slice(1), high.slice(1)).map((pattern) => `"${first}" ${pattern}`);
  if (low.slice(1) !== zeros) {
    return [...sameLength(low, `${first}${nines}`), ...sameLength(`${first + 1}${zeros}`, high)];
  }
  if (high.slice(1) !== nines) {
    return [...sameLength(low, `${last - 1}${nines}`), ...sameLength(`${last}${zeros}`, high)];
  }
  return [`[${first}-${last}] [0-9]{${rest}}`];
}
