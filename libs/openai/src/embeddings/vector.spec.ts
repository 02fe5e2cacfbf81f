import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areOfNumbers } from './number-bytes.js';
import { TAKE_VECTOR } from './vector.js';

const array = (texts: readonly string[]) => Buffer.from(`[${texts.join(',')}]`);

function isTaken(json: Buffer): boolean {
  try {
    return TAKE_VECTOR.float(json).json === json;
  } catch {
    return false;
  }
}

function isParsed(json: Buffer): boolean {
  try {
    const numbers = JSON.parse(json.toString('latin1')) as unknown[];
    return numbers.length > 0 && numbers.every(Number.isFinite);
  } catch {
    return false;
  }
}

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
const number = fc
  .tuple(fc.constantFrom('', '-'), fc.constantFrom('0', '0', '0', '7'), digits(10))
  .map(([minus, integer, fraction]) => `${minus}${integer}.${fraction}`);
const NUMBERS = Array.from({ length: 12 }, (_, index) => `${index % 3 === 0 ? '-' : ''}0.0${index * 7_919}1`);
const WRONG = ['', '01', '-01', '00.5', '1.', '.5', '-', '--0.5', '-.5', '1.2.3', '0.55.5', '1-2', '0.1-', '-0.-1'];
const ODD = ['+1', '0/5', '/.5', '0.5/', '0.:', '0. 5', '0.5 5', '"0.5"', 'null', '[0.5', '0.5\u00b0', '0.5e', '1e999'];

describe('a vector of numbers', () => {
  it('is taken just when a JSON parser takes it, whatever byte of it is another one', () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 16 });
    const byte = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Buffer.from(',-.0159+/:eE []')) }, fc.nat(255));
    fc.assert(
      fc.property(numbers, fc.array(fc.tuple(fc.nat(), byte), { maxLength: 3 }), (texts, mutations) => {
        const json = array(texts);
        // Its last bracket is how it was found.
        for (const [at, other] of mutations) json[at % (json.length - 1)] = other;
        expect(isTaken(json)).toBe(isParsed(json));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([...WRONG, ...ODD])('has no %j, wherever it stands', (wrong) => {
    for (let at = 0; at <= NUMBERS.length; at += 1) {
      expect(isTaken(array(NUMBERS.toSpliced(at, 0, wrong)))).toBe(false);
    }
  });

  it.each(['0', '-0', '1', '12.5', '1e-7', '-2.5E+3', ' 0.5 ', '1'.repeat(40)])(
    'has %j, wherever it stands',
    (right) => {
      for (let at = 0; at <= NUMBERS.length; at += 1) {
        expect(isTaken(array(NUMBERS.toSpliced(at, 0, right)))).toBe(true);
      }
    },
  );

  it('is looked at without being parsed, as models write it', () => {
    const json = array(NUMBERS);
    expect(areOfNumbers(json, json.indexOf(','), json.length - 1)).toBe(true);
  });
});
