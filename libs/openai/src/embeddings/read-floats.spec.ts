import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnexpectedJson } from './json-bytes.js';
import { FLOAT_BYTES, readFloats } from './read-floats.js';

/** What of 32 bits is read, as numbers. */
function read(json: string): number[] {
  const array = Buffer.from(json);
  const floats = new DataView(new ArrayBuffer(array.length * FLOAT_BYTES));
  return Array.from({ length: readFloats(array, floats) }, (_, index) => floats.getFloat32(index * FLOAT_BYTES, true));
}

function parsed(json: string): number[] {
  return (JSON.parse(json) as number[]).map(Math.fround);
}

const digits = (most: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: most });
const fraction = fc
  .tuple(fc.constantFrom('', '-'), fc.constantFrom('0', '1', '120'), digits(24))
  .map(([sign, integer, all]) => `${sign}${integer}.${all.join('')}`);
const number = fc.oneof(
  { weight: 8, arbitrary: fraction },
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -3.4e38, max: 3.4e38 }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('0', '-0', '-0.0', '1e-7', '2.5E+3', '-0.1e2', '5e-324', '0.1e1', '0.12345678e-1'),
);

describe('readFloats', () => {
  it('reads the very floats that a JSON parser and a rounding do', () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(',', ', ', ' ,\n'), (texts, comma) => {
        const json = `[${texts.join(comma)}]`;
        expect(read(json)).toEqual(parsed(json));
      }),
      { numRuns: 1000 },
    );
  });

  it('rounds what lies between two floats as its double is rounded', () => {
    const json = '[0.10000000149011612,0.0333333351,0.123456789012345,0.1234567890123456,1,0.5,0.25,0.125,0.0625,0]';
    expect(read(json)).toEqual(parsed(json));
  });

  const room = '0.12345678,0.12345678,0.12345678';
  it.each([
    '+0.5',
    'M0.5',
    '0.',
    '.5',
    '00.5',
    '-',
    '--0.5',
    '0.5.5',
    '0.1234567x',
    '0.12345678x',
    '0.5 5',
    '',
    '0.5-',
    ',0.5',
    '1e999',
    '-1e39',
    '3.4028236e38',
    '9'.repeat(40),
  ])('refuses %j for a number', (wrong) => {
    expect(() => read(`[${wrong},${room}]`)).toThrow(UnexpectedJson);
    expect(() => read(`[${room},${wrong}]`)).toThrow(UnexpectedJson);
    expect(() => read(`[${wrong}]`)).toThrow(UnexpectedJson);
  });
});
