import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { UnexpectedJson } from './json-bytes.js';
import { countNumbers, readFloats } from './numbers.js';

const CAPACITY = 256 * 1024;

const array = (texts: readonly string[]) => `[${texts.join(',')}]`;
const count = (json: string) => countNumbers(Buffer.from(json));
const read = (json: string) => readFloats(Buffer.from(json))?.toString('hex');

/** Its floats as a JSON parser and a rounding make them, bit by bit. */
function rounded(json: string): string {
  const numbers = JSON.parse(json) as number[];
  return Buffer.from(Float32Array.from(numbers).buffer).toString('hex');
}

function isRefused(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    return error instanceof UnexpectedJson || error instanceof SyntaxError;
  }
}

/** How often a JSON parser is asked. */
function parsedBy(call: () => unknown): number {
  const parse = vi.spyOn(JSON, 'parse');
  try {
    call();
    return parse.mock.calls.length;
  } finally {
    parse.mockRestore();
  }
}

const sign = fc.constantFrom('', '-');
const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
const arrays = (of: fc.Arbitrary<string>) => fc.array(of, { minLength: 1, maxLength: 40 }).map(array);
const plain = fc.tuple(sign, digits(1, 13)).map(([minus, rest]) => `${minus}0.${rest}`);
const long = fc.tuple(sign, digits(1, 1), digits(1, 80)).map(([minus, first, rest]) => `${minus}${first}.${rest}`);
const other = fc.oneof(
  fc.constantFrom('0', '-0', '1', '12', '1.5', '-1e-7', '1.25E+3', '0e0', ' 0.5', '0.5\n', '0.12345678901234567'),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
);

/** Numbers of each length, with and without a minus, of digits that tell where they stood. */
const EACH_LENGTH = Array.from({ length: 13 }, (_, index) => '9876543210123'.slice(0, index + 1)).flatMap((all) => [
  `0.${all}`,
  `-0.${all}`,
]);
const OTHERS = ['0', '-0', '1', '1e-7', '-2.5E+3', ' 0.5', '0.5 ', '0.12345678901234', '0.12345678901234567', '12.5'];
const WRONG = ['', '-', '0.', '-0.', '.5', '00.5', '/0.5', '0.5/', '0/5', '0.5x', '0.12345678x', '1e', '1e999', '[0.5'];

describe('readFloats', () => {
  it('reads the very floats that a JSON parser and a rounding do, without one', () => {
    fc.assert(
      fc.property(arrays(plain), (json) => {
        expect(read(json)).toBe(rounded(json));
        expect(parsedBy(() => read(json))).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads floats as Go prints them', () => {
    const printed = fc
      .tuple(sign, fc.float({ min: Math.fround(1e-6), max: 1, maxExcluded: true, noNaN: true }))
      .map(([minus, float]) => {
        const texts = Array.from({ length: 20 }, (_, index) => float.toFixed(index + 1));
        return minus + texts.find((text) => Math.fround(Number(text)) === float);
      });
    fc.assert(
      fc.property(arrays(printed), (json) => {
        expect(read(json)).toBe(rounded(json));
      }),
    );
  });

  it('reads numbers of any form among them', () => {
    fc.assert(
      fc.property(arrays(fc.oneof({ weight: 4, arbitrary: plain }, other)), (json) => {
        expect(read(json)).toBe(rounded(json));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([...EACH_LENGTH, ...OTHERS])('reads %j alone, first, last and between others of each length', (number) => {
    for (const beside of EACH_LENGTH) {
      for (const texts of [[number], [number, beside], [beside, number], [beside, number, beside]]) {
        expect(read(array(texts))).toBe(rounded(array(texts)));
      }
    }
  });

  it('rounds what lies between two floats as its double is rounded', () => {
    const json =
      '[0.1000000014901,0.10000000149011612,0.0333333351,0.1234567890123,0.9999999999999,0.0,-0.0,0.0000000000001]';
    expect(read(json)).toBe(rounded(json));
  });

  it.each(['1e39', '-3.4028236e38', '9'.repeat(40)])('refuses %s, which no 32-bit float holds', (great) => {
    for (let at = 0; at <= EACH_LENGTH.length; at += 1) {
      expect(() => read(array(EACH_LENGTH.toSpliced(at, 0, great)))).toThrow(UnexpectedJson);
    }
  });
});

describe('countNumbers', () => {
  it('counts numbers, without a JSON parser', () => {
    fc.assert(
      fc.property(arrays(long), (json) => {
        expect(count(json)).toBe(json.split(',').length);
        expect(parsedBy(() => count(json))).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('counts numbers of any form among them', () => {
    fc.assert(
      fc.property(arrays(fc.oneof({ weight: 4, arbitrary: long }, other)), (json) => {
        expect(count(json)).toBe(json.split(',').length);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([...EACH_LENGTH, ...OTHERS])('counts %j, wherever it stands', (number) => {
    for (let at = 0; at <= EACH_LENGTH.length; at += 1) {
      expect(count(array(EACH_LENGTH.toSpliced(at, 0, number)))).toBe(EACH_LENGTH.length + 1);
    }
  });

  it.each([1, 57, 58, 59, 63, 64, 65, 120, 121, 122])('looks at each byte of a number of %d digits', (length) => {
    const json = array(['0.5', `0.${'5'.repeat(length)}`, '0.5']);
    for (let at = 1; at < json.length - 1; at += 1) {
      for (const odd of '/:x]\0\u007f') {
        expect(() => count(json.slice(0, at) + odd + json.slice(at + 1))).toThrow(SyntaxError);
      }
    }
    expect(count(json)).toBe(3);
  });

  it('counts 1e39, which is a number', () => {
    expect(count('[0.5,1e39]')).toBe(2);
  });
});

describe.each([
  ['readFloats', read],
  ['countNumbers', count],
])('%s', (_, take) => {
  it.each(WRONG)('refuses %j for a number, wherever it stands', (wrong) => {
    for (let at = 0; at <= EACH_LENGTH.length; at += 1) {
      expect(isRefused(() => take(array(EACH_LENGTH.toSpliced(at, 0, wrong))))).toBe(true);
    }
  });

  it.each(['[]', '[ ]', ']', '', '0.5]', '{0.5]', '"0.5"]', '["0.5"]', '[null]', '[[0.5]'])('refuses %j', (json) => {
    expect(isRefused(() => take(json))).toBe(true);
  });

  it('sees nothing of the text before', () => {
    take(array(EACH_LENGTH));
    expect(() => take('[0.]')).toThrow(SyntaxError);
    expect(() => take('[-0.5,0.]')).toThrow(SyntaxError);
  });

  it('has room for 256 KiB, of whatever numbers', () => {
    for (const number of ['0.5', '0']) {
      const json = array(Array.from({ length: Math.floor((CAPACITY - 1) / (number.length + 1)) }, () => number));
      const full = json.replace('[', `[${' '.repeat(CAPACITY - json.length)}`);
      expect(take(full)).toEqual(take === read ? rounded(full) : json.split(',').length);
      expect(take(full.replace('[', '[ '))).toBeUndefined();
    }
  });
});
