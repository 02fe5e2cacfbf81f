import { NativeError } from '../errors/native-error.js';

const MOST_RULES = 5000;

/** Rules that a grammar may name; those that it names are written into it. */
const JSON_RULES: Record<string, string> = {
  space: '| " " | "\\n"{1,2} [ \\t]{0,20}',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | [\\\\] (["\\\\bfnrt] | "u" [0-9a-fA-F]{4})',
  string: '"\\"" char* "\\""',
  integer: '"-"? ("0" | [1-9] [0-9]{0,15})',
  positive: '("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})?',
  number: '"-"? positive',
  boolean: '"true" | "false"',
  null: '"null"',
  object: '"{" space (string ":" space value ("," space string ":" space value)*)? space "}"',
  array: '"[" space (value ("," space value)*)? space "]"',
  value: 'object | array | string | number | boolean | null',
  // 29 February is left out: no grammar knows leap years.
  date: '[0-9]{4} "-" ("02-" day28 | ("04" | "06" | "09" | "11") "-" (day28 | "29" | "30") | ("01" | "03" | "05" | "07" | "08" | "10" | "12") "-" (day28 | "29" | "30" | "31"))',
  day28: '"0" [1-9] | "1" [0-9] | "2" [0-8]',
  time: '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{3})? ("Z" | [+-] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9])',
  uuid: '[0-9a-fA-F]{8} "-" [0-9a-fA-F]{4} "-" [0-9a-fA-F]{4} "-" [0-9a-fA-F]{4} "-" [0-9a-fA-F]{12}',
};

/** The rules of a grammar that is being written. */
export class Rules {
  readonly #rules = new Map<string, string>();
  #count = 0;

  /** Adds a rule and returns its name, for other rules to use. */
  add(body: string): string {
    const name = this.reserve();
    this.define(name, body);
    return name;
  }

  /** A name for a rule that refers to itself. */
  reserve(): string {
    if (++this.#count > MOST_RULES) throw NativeError.badRequest('the JSON schema in format is too large');
    return `r${this.#count}`;
  }

  define(name: string, body: string): void {
    this.#rules.set(name, body);
  }

  /** The whole grammar, beginning with the rule `start`. */
  toGbnf(start: string): string {
    const lines = [`root ::= ${start}`, ...this.lines()];
    return `${[...lines, ...this.jsonLines(lines)].join('\n')}\n`;
  }

  private lines(): string[] {
    return [...this.#rules].map(([name, body]) => `${name} ::= ${body}`);
  }

  private jsonLines(lines: string[]): string[] {
    const used = new Set<string>();
    const follow = (text: string) => {
      // A name stands outside of literals and character classes.
      for (const [name] of text.replace(/"(\\.|[^"\\])*"?|\[(\\.|[^\]\\])*\]?/g, ' ').matchAll(/[a-z]\w*/g)) {
        const body = JSON_RULES[name];
        if (body === undefined || used.has(name)) continue;
        used.add(name);
        follow(body);
      }
    };
    lines.forEach(follow);
    return [...used].map((name) => `${name} ::= ${JSON_RULES[name]}`);
  }
}

/** A text as a grammar writes it. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

export function anyOf(alternatives: string[]): string {
  return alternatives.length === 1 ? (alternatives[0] as string) : `(${alternatives.join(' | ')})`;
}
