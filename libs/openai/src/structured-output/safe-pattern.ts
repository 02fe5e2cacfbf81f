import { RE2JS } from 're2js';

/** A regular expression that takes time in proportion to the text, whatever it is. */
export interface SafePattern {
  /** What it costs, in instructions of the matcher. */
  readonly size: number;
  test(text: string): boolean;
}

/**
 * Compiles a pattern of a client's schema. A regular expression of JavaScript from outside could hold up the whole process.
 * @throws Error for what needs backtracking (look-around, back-references), and for what is no regular expression
 */
export function compileSafePattern(pattern: string): SafePattern {
  // The translation would take a named back-reference for letters.
  if (/\\k</.test(pattern)) throw new Error('back-references are not supported');
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { size: compiled.programSize(), test: (text) => compiled.test(text) };
}
