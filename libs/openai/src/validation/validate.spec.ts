import { IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../errors/openai-error.js';
import type { FieldSchema } from './field-schema.js';
import { MatchesSchema } from './matches-schema.js';
import { unknownFields, validate } from './validate.js';

const PARTS: FieldSchema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [
      {
        properties: {
          type: { enum: ['text'] },
          text: { type: ['string', 'null'] },
          deep: { type: 'object' },
        },
        required: ['text'],
      },
      {
        properties: { type: { enum: ['number', 'count'] }, value: { type: 'integer', minimum: 1 } },
        required: ['value'],
      },
    ],
  },
};

class SampleDto {
  @IsString()
  model: string;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number | null;

  @IsOptional()
  @IsInt()
  seed?: number | null;

  @IsOptional()
  @MatchesSchema(PARTS)
  parts?: unknown;

  @IsOptional()
  @MatchesSchema({ type: 'string', pattern: '^\\d+(\\.\\d)?s$', description: 'A time such as `1.5s`; 0 is for ever.' })
  time?: unknown;
}

function refusal(body: unknown) {
  let error: unknown;
  try {
    validate(SampleDto, body);
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof OpenAiError)) throw new Error('no OpenAiError was thrown', { cause: error });
  const { status, message, param, code } = error;
  return { status, message, param, code };
}

describe('validate', () => {
  it('takes values over as they are, without a copy', () => {
    const parts = [{ type: 'text', text: 'x', unknown: { a: 1 } }];
    const dto = validate(SampleDto, { model: 'demo', temperature: 0, seed: null, parts, other: 1 });
    expect(dto).toBeInstanceOf(SampleDto);
    expect(Object.fromEntries(Object.entries(dto))).toEqual({ model: 'demo', temperature: 0, seed: null, parts });
    expect(dto.parts).toBe(parts);
  });

  it.each([
    [{}, 'model', 'missing_required_parameter', "Missing required parameter: 'model'."],
    [{ model: null }, 'model', 'invalid_type', "Invalid type for 'model': expected a string, but got null."],
    [{ model: 7 }, 'model', 'invalid_type', "Invalid type for 'model': expected a string, but got an integer."],
    [
      { model: 'm', temperature: 'hot' },
      'temperature',
      'invalid_type',
      "Invalid type for 'temperature': expected a number, but got a string.",
    ],
    [
      { model: 'm', temperature: 3 },
      'temperature',
      'invalid_value',
      "Invalid value for 'temperature': expected a value that must not be greater than 2, but got 3.",
    ],
    [
      { model: 'm', seed: 1.5 },
      'seed',
      'invalid_type',
      "Invalid type for 'seed': expected an integer, but got a decimal number.",
    ],
    [
      { model: 'm', time: 'soon' },
      'time',
      'invalid_value',
      "Invalid value for 'time': expected a time such as `1.5s`, but got 'soon'.",
    ],
    [
      { model: 'm', parts: 'x' },
      'parts',
      'invalid_type',
      "Invalid type for 'parts': expected an array, but got a string.",
    ],
    [
      { model: 'm', parts: [] },
      'parts',
      'invalid_value',
      "Invalid value for 'parts': expected an array of at least 1 element(s), but got an empty array.",
    ],
    [
      { model: 'm', parts: [{ type: 'text', text: 'x' }, null] },
      'parts[1]',
      'invalid_type',
      "Invalid type for 'parts[1]': expected an object, but got null.",
    ],
    [
      { model: 'm', parts: [{ text: 'x' }] },
      'parts[0].type',
      'missing_required_parameter',
      "Missing required parameter: 'parts[0].type'.",
    ],
    [
      { model: 'm', parts: [{ type: 'video' }] },
      'parts[0].type',
      'invalid_value',
      "Invalid value for 'parts[0].type': got 'video'. Supported values are: 'text', 'number', 'count'.",
    ],
    [
      { model: 'm', parts: [{ type: 5 }] },
      'parts[0].type',
      'invalid_value',
      "Invalid value for 'parts[0].type': got 5. Supported values are: 'text', 'number', 'count'.",
    ],
    [
      { model: 'm', parts: [{ type: 'text' }] },
      'parts[0].text',
      'missing_required_parameter',
      "Missing required parameter: 'parts[0].text'.",
    ],
    [
      { model: 'm', parts: [{ type: 'text', text: 3 }] },
      'parts[0].text',
      'invalid_type',
      "Invalid type for 'parts[0].text': expected a string or null, but got an integer.",
    ],
    [
      { model: 'm', parts: [{ type: 'number', value: 0 }] },
      'parts[0].value',
      'invalid_value',
      "Invalid value for 'parts[0].value': expected a value >= 1, but got 0.",
    ],
  ])('%j', (body, param, code, message) => {
    expect(refusal(body)).toEqual({ status: 400, message, param, code });
  });

  it.each([
    [null, 'null'],
    ['x', 'a string'],
    [[], 'an empty array'],
    [undefined, 'nothing'],
  ])('refuses a body that is no object: %j', (body, kind) => {
    expect(refusal(body)).toEqual({
      status: 400,
      message: `The request body must be a JSON object, but is ${kind}.`,
      param: null,
      code: 'invalid_type',
    });
  });

  it.each(['{"constructor": {}, "model": 1}', '{"__proto__": {"constructor": {}}, "model": 1}'])(
    'is not fooled by %s',
    (body) => {
      expect(refusal(JSON.parse(body)).param).toBe('model');
    },
  );

  it('survives a depth bomb and half a million bad elements', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) as unknown;
    expect(validate(SampleDto, { model: 'm', parts: [{ type: 'text', text: null, deep }] }).parts).toHaveLength(1);
    const bad = Array.from({ length: 500_000 }, () => ({ type: 'text', text: 1 }));
    expect(refusal({ model: 'm', parts: bad }).param).toBe('parts[0].text');
  });
});

describe('unknownFields', () => {
  it('names what the DTO does not declare', () => {
    expect(unknownFields(SampleDto, { keep_alive: 1, model: 'm', parts: [], foo: null }, 'warn')).toEqual([
      'keep_alive',
      'foo',
    ]);
  });

  it('names them so that a header can have them', () => {
    expect(unknownFields(SampleDto, { 'a\r\nb: c,d': 1, 'ü~-!': 1, ['x'.repeat(100)]: 1 }, 'warn')).toEqual([
      'a??b:?c?d',
      '?~-!',
      'x'.repeat(64),
    ]);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 1]));
    expect(unknownFields(SampleDto, many, 'warn')).toHaveLength(20);
  });

  it('tells nobody of them, or refuses the first', () => {
    expect(unknownFields(SampleDto, { model: 'm', foo: 1 }, 'ignore')).toEqual([]);
    expect(() => unknownFields(SampleDto, { model: 'm', 'f\no': 1, bar: 1 }, 'reject')).toThrow(
      expect.objectContaining({
        status: 400,
        message: "Unknown parameter: 'f?o'.",
        param: 'f?o',
        code: 'unknown_parameter',
      }),
    );
    expect(unknownFields(SampleDto, { model: 'm' }, 'reject')).toEqual([]);
  });

  const nested = {
    model: 'm',
    parts: [
      { type: 'text', text: 'x', deep: { any: 1 }, cache: 1 },
      { type: 'count', value: 1, cache: 2, text: 'of the other kind' },
    ],
    late: 1,
  };

  it('names what the schema of a field does not know, once for all elements', () => {
    expect(unknownFields(SampleDto, nested, 'warn')).toEqual(['parts[].cache', 'parts[].text', 'late']);
  });

  it('refuses it at its place', () => {
    expect(() => unknownFields(SampleDto, nested, 'reject')).toThrow(
      expect.objectContaining({ param: 'parts[0].cache', code: 'unknown_parameter' }),
    );
  });
});
