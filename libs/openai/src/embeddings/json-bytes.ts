const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const BIG_E = 0x45;
const SMALL_E = 0x65;

export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const COLON = 0x3a;
export const OPENING_BRACKET = 0x5b;
export const CLOSING_BRACKET = 0x5d;
export const OPENING_BRACE = 0x7b;
export const CLOSING_BRACE = 0x7d;

const LITERALS = ['true', 'false', 'null'].map((text) => Buffer.from(text));

/** The bytes are not the JSON that is expected there. */
export class UnexpectedJson extends Error {
  override readonly name = 'UnexpectedJson';
}

// Each of these takes an index into a JSON text and gives the one behind what it is about, or throws UnexpectedJson. They
// are functions of numbers, since megabytes pass through them.

export function endOfSpace(json: Buffer, index: number): number {
  let end = index;
  for (;;) {
    const byte = json[end];
    if (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB) return end;
    end += 1;
  }
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** One byte, and the white space behind it. */
export function endOf(byte: number, json: Buffer, index: number): number {
  if (json[index] !== byte) throw new UnexpectedJson();
  return endOfSpace(json, index + 1);
}

export function endOfNumber(json: Buffer, index: number): number {
  let end = json[index] === MINUS ? index + 1 : index;
  end = json[end] === ZERO ? end + 1 : endOfDigits(json, end);
  if (json[end] === POINT) end = endOfDigits(json, end + 1);
  if (json[end] !== SMALL_E && json[end] !== BIG_E) return end;
  const hasSign = json[end + 1] === PLUS || json[end + 1] === MINUS;
  return endOfDigits(json, end + (hasSign ? 2 : 1));
}

export function endOfString(json: Buffer, index: number): number {
  if (json[index] !== QUOTE) throw new UnexpectedJson();
  let end = json.indexOf(QUOTE, index + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  if (end === -1) throw new UnexpectedJson();
  return end + 1;
}

/** Any value; what is within an array or an object is passed over, and not looked at. */
export function endOfValue(json: Buffer, index: number): number {
  switch (json[index]) {
    case QUOTE:
      return endOfString(json, index);
    case OPENING_BRACKET:
    case OPENING_BRACE:
      return endOfContainer(json, index);
    default:
      return endOfLiteral(json, index) ?? endOfNumber(json, index);
  }
}

/** From behind a member or an element: behind the comma that follows, or at the bracket that closes. */
export function endOfMember(json: Buffer, valueEnd: number): number {
  const end = endOfSpace(json, valueEnd);
  if (json[end] === CLOSING_BRACE || json[end] === CLOSING_BRACKET) return end;
  const next = endOf(COMMA, json, end);
  if (json[next] === CLOSING_BRACE || json[next] === CLOSING_BRACKET) throw new UnexpectedJson();
  return next;
}

function endOfDigits(json: Buffer, index: number): number {
  let end = index;
  while (isDigit(json[end])) end += 1;
  if (end === index) throw new UnexpectedJson();
  return end;
}

function endOfLiteral(json: Buffer, index: number): number | undefined {
  const literal = LITERALS.find((text) => json.subarray(index, index + text.length).equals(text));
  return literal && index + literal.length;
}

function endOfContainer(json: Buffer, index: number): number {
  let depth = 0;
  for (let end = index; end < json.length;) {
    const byte = json[end];
    if (byte === QUOTE) {
      end = endOfString(json, end);
      continue;
    }
    if (byte === OPENING_BRACKET || byte === OPENING_BRACE) depth += 1;
    if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) depth -= 1;
    end += 1;
    if (depth === 0) return end;
  }
  throw new UnexpectedJson();
}

function isEscaped(json: Buffer, index: number): boolean {
  let backslashes = 0;
  while (json[index - 1 - backslashes] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
