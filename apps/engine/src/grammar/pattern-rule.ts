import { type CharacterSet, complement, DIGITS, inJsonString, LINE_ENDS, SPACE, WORD } from './character-set.js';
import { invalidSchema, unsupported } from './keywords.js';
import { countOf } from './repetition.js';
import type { Rules } from './rules.js';

const CLASSES: Record<string, CharacterSet> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
};
const CONTROLS: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, 0: 0 };

/** Strings that match a regular expression; what is not anchored may have anything around it. */
export function patternRule(pattern: unknown, rules: Rules): string {
  if (typeof pattern !== 'string') throw invalidSchema();
  const start = pattern.startsWith('^') ? '' : 'char* ';
  const endsHere = /(^|[^\\])(\\\\)*\$$/.test(pattern);
  const body = pattern.slice(start === '' ? 1 : 0, endsHere ? -1 : undefined);
  const content = new PatternReader(body, rules).read();
  return rules.add(`"\\"" ${start}${content}${endsHere ? '' : ' char*'} "\\""`);
}

/** Reads a regular expression from left to right. */
class PatternReader {
  #position = 0;

  constructor(
    private readonly text: string,
    private readonly rules: Rules,
  ) {}

  read(): string {
    const expression = this.alternatives();
    if (this.#position < this.text.length) throw invalidSchema();
    return expression;
  }

  private alternatives(): string {
    const all = [this.sequence()];
    while (this.take('|')) all.push(this.sequence());
    // A rule of its own: what is repeated has to be short.
    return this.rules.add(all.join(' | '));
  }

  private sequence(): string {
    const pieces: string[] = [];
    while (this.#position < this.text.length && !'|)'.includes(this.peek())) pieces.push(this.piece());
    return pieces.length === 0 ? '""' : pieces.join(' ');
  }

  private piece(): string {
    const atom = this.atom();
    const [quantifier] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.text.slice(this.#position)) ?? [''];
    this.#position += quantifier.length;
    const greedy = quantifier.replace(/(?<=.)\?$/, '');
    for (const count of greedy.match(/\d+/g) ?? []) countOf(Number(count), 0);
    return atom + greedy;
  }

  private atom(): string {
    const character = this.next();
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.characters(this.characterClass());
      case '.':
        return this.characters(complement(LINE_ENDS));
      case '\\':
        return this.characters(this.escaped());
      case '^':
      case '$':
        throw unsupported(`"pattern" with ${character} inside`);
      case '*':
      case '+':
      case '?':
        throw invalidSchema();
      default:
        return this.characters(only(character));
    }
  }

  private group(): string {
    if (this.take('?') && !this.take(':')) throw unsupported('"pattern" that looks around');
    const inner = this.alternatives();
    if (!this.take(')')) throw invalidSchema();
    return inner;
  }

  private characterClass(): CharacterSet {
    const isNegated = this.take('^');
    const set: (readonly [number, number])[] = [];
    while (!this.take(']')) {
      const from = this.classMember();
      const isRange = this.peek() === '-' && this.text[this.#position + 1] !== ']';
      if (!isRange) {
        set.push(...from);
        continue;
      }
      this.next();
      const to = this.classMember();
      if (from.length !== 1 || to.length !== 1) throw invalidSchema();
      set.push([from[0]?.[0] ?? 0, to[0]?.[1] ?? 0]);
    }
    return isNegated ? complement(set) : set;
  }

  private classMember(): CharacterSet {
    const character = this.next();
    return character === '\\' ? this.escaped() : only(character);
  }

  private escaped(): CharacterSet {
    const character = this.next();
    const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(character + this.text.slice(this.#position));
    if (code) {
      this.#position += code[0].length - 1;
      return only(String.fromCodePoint(parseInt(code[1] ?? code[2] ?? '', 16)));
    }
    const known = CLASSES[character];
    if (known) return known;
    const control = CONTROLS[character];
    if (control !== undefined) return [[control, control]];
    if (/[a-z1-9]/i.test(character)) throw unsupported(`"pattern" with \\${character}`);
    return only(character);
  }

  private characters(set: CharacterSet): string {
    const expression = inJsonString(set);
    if (expression === undefined) throw invalidSchema();
    return expression;
  }

  private peek(): string {
    return this.text[this.#position] ?? '';
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#position++;
    return true;
  }

  /** The next character, whole even outside of the basic plane. */
  private next(): string {
    const code = this.text.codePointAt(this.#position);
    if (code === undefined) throw invalidSchema();
    const character = String.fromCodePoint(code);
    this.#position += character.length;
    return character;
  }
}

function only(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}
