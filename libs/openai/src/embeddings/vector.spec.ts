import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodingFormat } from './embedding-request.dto.js';
import { UnexpectedJson } from './json-bytes.js';
import { TAKE_VECTOR, type Vector } from './vector.js';

const array = (texts: readonly string[]) => Buffer.from(`[${texts.join(',')}]`, 'latin1');

/** What it is taken as; undefined when it is refused. */
function taken(format: EncodingFormat, json: Buffer): Vector | undefined {
  try {
    return TAKE_VECTOR[format](json);
  } catch (error) {
    if (error instanceof UnexpectedJson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a JSON parser makes of it; undefined when it is no array of numbers. */
function parsed(json: Buffer): number[] | undefined {
  try {
    const numbers = JSON.parse(json.toString('latin1')) as unknown[];
    return numbers.length > 0 && numbers.every(Number.isFinite) ? (numbers as number[]) : undefined;
  } catch {
    return undefined;
  }
}

const takenAs = (json: Buffer) => ({ float: taken('float', json), base64: taken('base64', json) });

function parsedAs(json: Buffer): ReturnType<typeof takenAs> {
  const numbers = parsed(json);
  if (numbers === undefined) return { float: undefined, base64: undefined };
  const dimensions = numbers.length;
  const floats = Float32Array.from(numbers);
  const base64 = Buffer.from(`"${Buffer.from(floats.buffer).toString('base64')}"`);
  return {
    float: { json, dimensions },
    base64: floats.every(Number.isFinite) ? { json: base64, dimensions } : undefined,
  };
}

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
const fraction = fc
  .tuple(fc.constantFrom('', '-'), fc.constantFrom('0', '0', '0', '7'), digits(10))
  .map(([minus, integer, rest]) => `${minus}${integer}.${rest}`);
const number = fc.oneof(
  { weight: 8, arbitrary: fraction },
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -3.4e38, max: 3.4e38 }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('0', '-0', '-0.0', '1e-7', '2.5E+3', '-0.1e2', '5e-324', '0.1e1', '0.12345678e-1'),
);
const NUMBERS = Array.from({ length: 12 }, (_, index) => `${index % 3 === 0 ? '-' : ''}0.0${index * 7_919}1`);
const WRONG = ['', '01', '-01', '00.5', '0.', '.5', '-', '--0.5', '-.5', '1.2.3', '0.55.5', '1-2', '0.1-', '-0.-1'];
const ODD = [
  '+1',
  '0/5',
  '/0.5',
  '0.5/',
  '0.:',
  '0. 5',
  '0.5 5',
  '"0.5"',
  'null',
  '[0.5',
  '0.5\u00b0',
  '0.5e',
  '1e999',
];

describe('a vector of numbers', () => {
  it('is taken as a JSON parser takes it', () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(',', ', ', ' ,\n'), (texts, comma) => {
        const json = Buffer.from(`[${texts.join(comma)}]`);
        expect(takenAs(json)).toEqual(parsedAs(json));
      }),
      { numRuns: 1000 },
    );
  });

  it('is taken just when a JSON parser takes it, whatever byte of it is another one', () => {
    const numbers = fc.array(fraction, { minLength: 1, maxLength: 16 });
    const byte = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Buffer.from(',-.0159+/:eE []')) }, fc.nat(255));
    fc.assert(
      fc.property(numbers, fc.array(fc.tuple(fc.nat(), byte), { maxLength: 3 }), (texts, mutations) => {
        const json = array(texts);
        // Its outer brackets are how it was found.
        for (const [at, other] of mutations) json[1 + (at % (json.length - 2))] = other;
        expect(takenAs(json)).toEqual(parsedAs(json));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([...WRONG, ...ODD])('has no %j, wherever it stands', (wrong) => {
    for (let at = 0; at <= NUMBERS.length; at += 1) {
      const json = array(NUMBERS.toSpliced(at, 0, wrong));
      expect(takenAs(json)).toEqual({ float: undefined, base64: undefined });
    }
  });

  it.each(['0', '-0', '1', '12.5', '1e-7', '-2.5E+3', ' 0.5 ', '0.10000000149011612', '1'.repeat(38)])(
    'has %j, wherever it stands',
    (right) => {
      for (let at = 0; at <= NUMBERS.length; at += 1) {
        const json = array(NUMBERS.toSpliced(at, 0, right));
        expect(taken('float', json)).toBeDefined();
        expect(takenAs(json)).toEqual(parsedAs(json));
      }
    },
  );

  it.each(['-1e39', '3.4028236e38', '9'.repeat(40)])('may have %j, but not as a 32-bit float', (great) => {
    for (let at = 0; at <= NUMBERS.length; at += 1) {
      const json = array(NUMBERS.toSpliced(at, 0, great));
      expect(takenAs(json)).toEqual({ float: { json, dimensions: NUMBERS.length + 1 }, base64: undefined });
    }
  });

  it('may be longer than what is read without a parser', () => {
    const json = array(Array.from({ length: 100_000 }, () => '0.5'));
    expect(takenAs(json)).toEqual(parsedAs(json));
  });

  it('is not changed by the one after it', () => {
    const one = TAKE_VECTOR.base64(array(['0.5', '-0.25']));
    TAKE_VECTOR.base64(array(NUMBERS));
    expect(one).toEqual({ json: Buffer.from('"AAAAPwAAgL4="'), dimensions: 2 });
  });
});
