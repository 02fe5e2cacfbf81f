import { parseByteSize, parseDuration } from './units.js';

/** One thing that can be configured, by an environment variable or by a key of the configuration file. */
export interface Setting<Value> {
  variable: string;
  /** Key in the configuration file. */
  key: string;
  /** As it would be written in the variable; undefined when it is unset unless configured. */
  default?: string;
  /** What is accepted, for the message that refuses a value and for the README. */
  accepts: string;
  /** What it is for, for the README. */
  purpose: string;
  /** A secret's value is not repeated in messages. */
  secret?: boolean;
  /** Returns undefined for a value that is not accepted. */
  parse: (text: string) => Value | undefined;
}

// Node's timers fire at once above this.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A time in milliseconds, as long as a timer can be. */
export const duration = {
  accepts: 'a time such as `250ms`, `30s`, `5m` or `1h`, above zero and at most 24 days',
  parse: (text: string): number | undefined => {
    const milliseconds = parseDuration(text);
    return milliseconds && milliseconds <= LONGEST_TIMER_MS ? milliseconds : undefined;
  },
};

/** A size in bytes. */
export const byteSize = {
  accepts: 'a size such as `512KiB` or `32MiB`, from 1 KiB to 1 GiB',
  parse: (text: string): number | undefined => {
    const bytes = parseByteSize(text);
    return bytes && bytes >= 1024 && bytes <= 1024 ** 3 ? bytes : undefined;
  },
};

export function integer(minimum: number, maximum: number) {
  return {
    accepts: `a whole number from ${minimum} to ${maximum}`,
    parse: (text: string): number | undefined => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

export function oneOf<const Choice extends string>(...choices: Choice[]) {
  return {
    accepts: `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`,
    parse: (text: string): Choice | undefined => choices.find((choice) => choice === text),
  };
}

/** A switch. */
export function onOrOff() {
  const { accepts, parse } = oneOf('true', 'false');
  return {
    accepts,
    parse: (text: string): boolean | undefined => {
      const choice = parse(text);
      return choice && choice === 'true';
    },
  };
}

/** Any of the choices, or `none`. */
export function anyOf<const Choice extends string>(...choices: Choice[]) {
  return {
    accepts: `\`none\`, or some of ${choices.map((choice) => `\`${choice}\``).join(', ')}, separated by commas`,
    parse: (text: string): ReadonlySet<Choice> | undefined => {
      if (text.trim() === 'none') return new Set();
      const chosen = text.split(',').map((name) => choices.find((choice) => choice === name.trim()));
      return chosen.includes(undefined) ? undefined : new Set(chosen as Choice[]);
    },
  };
}

export function nonEmptyText(accepts: string) {
  return { accepts, parse: (text: string): string | undefined => (text.trim() === '' ? undefined : text) };
}
