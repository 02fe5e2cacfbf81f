const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const COLON = 0x3a;

const SHORT = 32;

/** What the bytes of a JSON text tell. */
export interface JsonScan {
  isTooDeep: boolean;
  /** How many members its objects are written with, up to where it is too deep. */
  members: number;
}

/**
 * Looks at the bytes of a JSON text alone, so that a text made to exhaust whoever walks its value is refused before there
 * is one; whether it is JSON is for the parser to say.
 * @param deepest how deep arrays and objects may be nested
 */
export function scanJson(text: Buffer, deepest: number): JsonScan {
  let depth = 0;
  let members = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPENING_BRACE:
      case OPENING_BRACKET:
        depth += 1;
        if (depth > deepest) return { isTooDeep: true, members };
        break;
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        depth -= 1;
        break;
      case COLON:
        members += 1;
        break;
      default:
        break;
    }
  }
  return { isTooDeep: false, members };
}

/** Most bytes of a request are in a few long strings, and most of its strings are short. */
function endOfString(text: Buffer, start: number): number {
  let end = nextQuote(text, start + 1);
  while (end !== -1 && isEscaped(text, end)) end = nextQuote(text, end + 1);
  return end === -1 ? text.length : end;
}

/** The native search is fast once it runs; to call it takes as long as to look at these bytes. */
function nextQuote(text: Buffer, start: number): number {
  const near = Math.min(start + SHORT, text.length);
  for (let index = start; index < near; index++) if (text[index] === QUOTE) return index;
  return text.indexOf(QUOTE, near);
}

function isEscaped(text: Buffer, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
