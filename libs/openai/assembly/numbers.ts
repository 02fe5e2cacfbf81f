// AssemblyScript, for what JavaScript has no instructions for: 16 bytes looked at in one. `npm run assembly` compiles it into
// ../src/embeddings/numbers.wasm.ts; what calls it, and is called for numbers that are written otherwise than models write
// them, is ../src/embeddings/numbers.ts.

/** The value of a text of any form that JSON allows; throws where it is no finite number. */
declare function parseNumber(start: usize, end: usize): f64;

const COMMA: u8 = 0x2c;
const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;
const ZERO: u8 = 0x30;
const ZERO_POINT: u16 = 0x2e30;
const ZERO_POINT_ZERO_COMMA: u32 = 0x2c302e30;

const VECTOR: usize = 16;
/** What `countNumbers` looks at in a step, a bit for each byte. */
const BLOCK: usize = 64;
/** From the first digit of a number to where its end is looked for. */
const LEAST: usize = 3;

/** Bytes of the longest text. */
export const CAPACITY: usize = 0x40000;

/**
 * Where a text is put: numbers, with a comma before each and behind the last one. Before and behind it there is as much as
 * may be looked at besides.
 */
export const TEXT: usize = memory.data(i32(VECTOR + CAPACITY + BLOCK), 16) + VECTOR;

/** Where the floats are then: 4 bytes for each two of the text, and for one more. */
export const FLOATS: usize = memory.data(i32(CAPACITY + CAPACITY + VECTOR), 16);

/**
 * With more of them, two numbers and their commas would not end in the 32 bytes where that is looked for. Digits and power
 * of ten are doubles without error up to 15, so that their quotient is the number's own double.
 */
const MOST_DIGITS: usize = 13;

/** Powers of ten, each with its negative. */
// prettier-ignore
const POWERS_OF_TEN: usize = memory.data<f64>([
  1, -1, 1e1, -1e1, 1e2, -1e2, 1e3, -1e3, 1e4, -1e4, 1e5, -1e5, 1e6, -1e6,
  1e7, -1e7, 1e8, -1e8, 1e9, -1e9, 1e10, -1e10, 1e11, -1e11, 1e12, -1e12, 1e13, -1e13,
]);

/** From its byte `n` on, 16 bytes of which the last `n` are set. */
const LAST_BYTES: usize = memory.data<u64>([0, 0, u64.MAX_VALUE, u64.MAX_VALUE]);

/**
 * Reads the numbers of the text as 32-bit floats, little end first. Those that are `0.` and at most 13 digits, with or
 * without a minus, are read here, two in a step, so that the processor need not know where one ends to begin with the other.
 * @param length of the text
 * @returns how many there are; 0 when no 32-bit float holds one of them
 */
export function readFloats(length: usize): usize {
  const end = TEXT + length;
  // Read with the last number, when that has no other one beside it.
  store<u32>(end, ZERO_POINT_ZERO_COMMA);

  let to = FLOATS;
  let start = TEXT + 1;
  while (start < end) {
    const commas = commasFrom(start + LEAST);
    // Where there is no comma, they are behind all that could be one, and the number is too long.
    const end1 = start + LEAST + ctz(commas);
    const end2 = start + LEAST + ctz(commas & (commas - 1));
    const minus1 = minusAt(start);
    const minus2 = minusAt(end1 + 1);
    const length1 = end1 - start - minus1 - 2;
    const length2 = end2 - end1 - minus2 - 3;
    if (isFraction(end1, length1) && isFraction(end2, length2)) {
      const digits1 = digitsBefore(end1, length1);
      const digits2 = digitsBefore(end2, length2);
      if (areAllDigits(i8x16.max_u(digits1, digits2))) {
        const power1 = powerOf(length1, minus1);
        const power2 = powerOf(length2, minus2);
        const powers = v128.load64_lane(power2, v128.load64_zero(power1), 1);
        const floats = f32x4.demote_f64x2_zero(f64x2.div(valuesOf(digits1, digits2), powers));
        v128.store64_lane(to, floats, 0);
        to += 2 * sizeof<f32>();
        start = end2 + 1;
        continue;
      }
    }
    const otherEnd = commaFrom(start);
    const other = f32(parseNumber(start, otherEnd));
    if (!isFinite(other)) return 0;
    store<f32>(to, other);
    to += sizeof<f32>();
    start = otherEnd + 1;
  }
  return (to - FLOATS) / sizeof<f32>() - usize(start > end);
}

/** The first comma from there on. */
function commaFrom(at: usize): usize {
  while (load<u8>(at) != COMMA) at += 1;
  return at;
}

/** A bit for each of 32 bytes that is a comma. */
function commasFrom(at: usize): i32 {
  const comma = i8x16.splat(COMMA);
  const lower = i8x16.bitmask(i8x16.eq(v128.load(at), comma));
  return lower | (i8x16.bitmask(i8x16.eq(v128.load(at, VECTOR), comma)) << 16);
}

/** 1 or 0: a branch would be guessed wrong half of the time. */
function minusAt(at: usize): usize {
  return usize(load<u8>(at) == MINUS);
}

/** There are bytes for not too many digits, and `0.` before them. */
function isFraction(end: usize, length: usize): bool {
  return length - 1 < MOST_DIGITS && load<u16>(end - length - 2) == ZERO_POINT;
}

/** What the last bytes before `end` are as digits, behind zeros. */
function digitsBefore(end: usize, length: usize): v128 {
  return v128.and(i8x16.sub(v128.load(end - VECTOR), i8x16.splat(ZERO)), v128.load(LAST_BYTES + length));
}

/** Bytes that were digits are numbers up to 9. */
function areAllDigits(values: v128): bool {
  return i8x16.all_true(i8x16.le_u(values, i8x16.splat(9)));
}

/** Where the power of ten is by which digits are divided. */
function powerOf(length: usize, minus: usize): usize {
  return POWERS_OF_TEN + (2 * length + minus) * sizeof<f64>();
}

/** The numbers that two times 16 digits are. */
function valuesOf(digits1: v128, digits2: v128): v128 {
  const fours = i16x8.narrow_i32x4_s(foursOf(digits1), foursOf(digits2));
  const eights = i32x4.dot_i16x8_s(fours, i32x4.splat(10_000 | (1 << 16)));
  const upper = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(eights, eights, 0, 2, 0, 2));
  const lower = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(eights, eights, 1, 3, 1, 3));
  return f64x2.add(f64x2.mul(upper, f64x2.splat(1e8)), lower);
}

/** The numbers that each four of 16 digits are. */
function foursOf(digits: v128): v128 {
  const tens = i16x8.mul(v128.and(digits, i16x8.splat(0xff)), i16x8.splat(10));
  const twos = i16x8.add(tens, i16x8.shr_u(digits, 8));
  return i32x4.dot_i16x8_s(twos, i32x4.splat(100 | (1 << 16)));
}

/**
 * Counts the numbers of the text. Those that are a digit, a point and digits, with or without a minus, are looked at here,
 * 64 bytes in a step.
 * @param length of the text
 */
export function countNumbers(length: usize): usize {
  const end = TEXT + length;
  // Behind the last comma, what may be the begin of another number.
  memory.fill(end, ZERO, BLOCK);
  store<u8>(end + 1, POINT);

  let count: u64 = 0;
  let lastCommas: u64 = 0;
  let lastFirsts: u64 = 0;
  let lastSigns: u64 = 0;
  // A block may begin with a comma behind a number that is not in it.
  let lastDigits: u64 = u64.MAX_VALUE;
  let at = TEXT;
  while (at < end) {
    const commas = bitsOf(COMMA, at);
    const minuses = bitsOf(MINUS, at);
    const points = bitsOf(POINT, at);
    const digits = digitBits(at);
    const signs = commas | minuses;
    const firsts = digits & behind(signs, lastSigns);

    let odd = ~(signs | points | digits);
    odd |= commas & ~behind(digits, lastDigits);
    odd |= minuses & ~behind(commas, lastCommas);
    // The first digit of a number, and only that, is followed by a point.
    odd |= points ^ behind(firsts, lastFirsts);
    if (odd == 0) {
      count += popcnt(commas);
      lastCommas = commas;
      lastFirsts = firsts;
      lastSigns = signs;
      lastDigits = digits;
      at += BLOCK;
      continue;
    }
    // The number is of another form, or none. The next block begins at its end.
    const other = commaBefore(at + usize(ctz(odd)));
    if (other >= at) count += popcnt(commas << u64(63 - (other - at)));
    at = commaFrom(other + 1);
    parseNumber(other + 1, at);
    lastFirsts = 0;
    lastDigits = u64.MAX_VALUE;
  }
  return usize(count) - 1;
}

/** The last comma before there. */
function commaBefore(at: usize): usize {
  do at -= 1;
  while (load<u8>(at) != COMMA);
  return at;
}

/** A bit for each byte of a block that is the byte. */
function bitsOf(byte: u8, at: usize): u64 {
  const same = i8x16.splat(byte);
  return bitsIn(
    i8x16.eq(v128.load(at), same),
    i8x16.eq(v128.load(at, VECTOR), same),
    i8x16.eq(v128.load(at, 2 * VECTOR), same),
    i8x16.eq(v128.load(at, 3 * VECTOR), same),
  );
}

/** A bit for each byte of a block that is a digit. */
function digitBits(at: usize): u64 {
  return bitsIn(
    areDigits(v128.load(at)),
    areDigits(v128.load(at, VECTOR)),
    areDigits(v128.load(at, 2 * VECTOR)),
    areDigits(v128.load(at, 3 * VECTOR)),
  );
}

function areDigits(bytes: v128): v128 {
  return i8x16.le_u(i8x16.sub(bytes, i8x16.splat(ZERO)), i8x16.splat(9));
}

function bitsIn(first: v128, second: v128, third: v128, fourth: v128): u64 {
  const lower = i8x16.bitmask(first) | (i8x16.bitmask(second) << 16);
  const upper = i8x16.bitmask(third) | (i8x16.bitmask(fourth) << 16);
  return u64(u32(lower)) | (u64(upper) << 32);
}

/** The bits of the bytes behind those whose bits are given, the last one of the last block included. */
function behind(bits: u64, last: u64): u64 {
  return (bits << 1) | (last >> 63);
}
