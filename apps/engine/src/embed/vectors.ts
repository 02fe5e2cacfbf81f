// As many digits as a 32-bit number has.
const DIGITS = 9;

/** The vector with length 1, of its first `dimensions` numbers. */
export function normalised(vector: readonly number[], dimensions = vector.length): number[] {
  const kept = vector.slice(0, dimensions);
  const length = Math.hypot(...kept) || 1;
  return kept.map((value) => Number((value / length).toPrecision(DIGITS)));
}
