import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../errors/openai-error.js';
import { SchemaValidator } from '../validation/schema-validator.js';
import { toError } from '../validation/violation.js';
import type { DecodeTokens } from './decode-tokens.js';
import { TEXT_INPUT_SCHEMA, type TextInput, toTexts } from './text-input.js';

const VOCABULARY = ['Why', ' is', ' the', ' sky'];
const decodeTokens: DecodeTokens = (tokens) =>
  tokens.some((token) => token >= VOCABULARY.length) ? undefined : tokens.map((token) => VOCABULARY[token]).join('');

const validator = new SchemaValidator(TEXT_INPUT_SCHEMA);

function read(input: unknown): string[] | object {
  try {
    const violation = validator.violation(input, 'input');
    if (violation !== undefined) throw toError(violation);
    return toTexts(input as TextInput, { field: 'input', tokenizer: 'cl100k_base', decodeTokens });
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    const { message, param, code } = error;
    return { message, param, code };
  }
}

describe('toTexts', () => {
  it.each<[unknown, string[]]>([
    ['Why', ['Why']],
    [
      ['Why', ' ', 'Why'],
      ['Why', ' ', 'Why'],
    ],
    [[0, 1, 2, 3], ['Why is the sky']],
    [
      [[0], [2, 3], [0]],
      ['Why', ' the sky', 'Why'],
    ],
  ])('%j', (input, texts) => {
    expect(read(input)).toEqual(texts);
  });

  const type = (param: string, expected: string, got: string) => ({
    message: `Invalid type for '${param}': expected ${expected}, but got ${got}.`,
    param,
    code: 'invalid_type',
  });
  const value = (param: string, problem: string) => ({
    message: `Invalid value for '${param}': ${problem}.`,
    param,
    code: 'invalid_value',
  });

  it.each<[unknown, object]>([
    [null, type('input', 'a string or an array', 'null')],
    [5, type('input', 'a string or an array', 'an integer')],
    [{}, type('input', 'a string or an array', 'an object')],
    ['', value('input', 'expected a string of at least 1 character(s), but got an empty string')],
    [[], value('input', 'expected an array of at least 1 element(s), but got an empty array')],
    [['a', ''], value('input[1]', 'expected a string of at least 1 character(s), but got an empty string')],
    [[[0], []], value('input[1]', 'expected an array of at least 1 element(s), but got an empty array')],
    [['a', null], type('input[1]', 'a string, an integer or an array', 'null')],
    [[0, 0.5], type('input[1]', 'a string, an integer or an array', 'a decimal number')],
    [[0, -1], value('input[1]', 'expected a value >= 0, but got -1')],
    [[[0, '1']], type('input[0][1]', 'an integer', 'a string')],
    [[[[0]]], type('input[0][0]', 'an integer', 'an array')],
    [['a', 0], type('input[1]', 'a string as the first element is', 'an integer')],
    [[0, 1, 'a'], type('input[2]', 'an integer as the first element is', 'a string')],
    [[[0], 'a'], type('input[1]', 'an array as the first element is', 'a string')],
    [[0, 9, 8], value('input[1]', 'expected a token of cl100k_base, but got 9')],
    [[[0], [1, 2, 4]], value('input[1][2]', 'expected a token of cl100k_base, but got 4')],
    [
      Array.from({ length: 300_001 }, () => 0),
      value('input', 'expected an array of at most 300000 elements, but got an array'),
    ],
    [
      [Array.from({ length: 300_000 }, () => 0), [0]],
      value('input', 'expected at most 300000 tokens together, but got 300001'),
    ],
  ])('refuses case %#', (input, error) => {
    expect(read(input)).toEqual(error);
  });
});
