/** Characters by their code points, from and to, in order and apart. */
export type CharacterSet = readonly (readonly [from: number, to: number])[];

const LAST = 0x10ffff;
// What stands for itself in a JSON string.
const PLAIN: CharacterSet = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0x80, LAST],
];
/** What a JSON string writes with a backslash, and a pattern may well ask for. */
const ESCAPED = ['"', '\\', '\n', '\r', '\t'];

export const DIGITS: CharacterSet = [[0x30, 0x39]];
export const WORD: CharacterSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACE: CharacterSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
];
export const LINE_ENDS: CharacterSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

export function complement(set: CharacterSet): CharacterSet {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set.toSorted(([a], [b]) => a - b)) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next <= LAST ? [...gaps, [next, LAST]] : gaps;
}

/** A grammar expression for one of the characters inside a JSON string; undefined when there is none. */
export function inJsonString(set: CharacterSet): string | undefined {
  const plain = intersection(set, PLAIN).map(([from, to]) =>
    from === to ? escape(from) : `${escape(from)}-${escape(to)}`,
  );
  const escaped = ESCAPED.filter((character) => holds(set, character)).map((character) =>
    JSON.stringify(JSON.stringify(character).slice(1, -1)),
  );
  const alternatives = [...(plain.length > 0 ? [`[${plain.join('')}]`] : []), ...escaped];
  if (alternatives.length === 0) return undefined;
  return alternatives.length === 1 ? alternatives[0] : `(${alternatives.join(' | ')})`;
}

function intersection(a: CharacterSet, b: CharacterSet): CharacterSet {
  return a
    .flatMap(([from, to]) => b.map(([start, end]) => [Math.max(from, start), Math.min(to, end)] as const))
    .filter(([from, to]) => from <= to);
}

function holds(set: CharacterSet, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return set.some(([from, to]) => from <= code && code <= to);
}

function escape(code: number): string {
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
