import { describe, expect, it } from 'vitest';
import { jsonObjectForm, jsonSchemaForm } from './answer-form.js';

const refused = (message: string) =>
  expect.objectContaining({ status: 502, type: 'server_error', code: 'invalid_structured_output', message }) as Error;

describe('an object', () => {
  const { format, check, fits } = jsonObjectForm('response_format');

  it('is any JSON object', () => {
    expect(format).toBe('json');
    expect(() => check?.(' {"a": [1]}\n')).not.toThrow();
    expect(fits('{}')).toBe(true);
  });

  it.each([
    ['[1]', "The model's answer is not a JSON object."],
    ['null', "The model's answer is not a JSON object."],
    ['{"a": ', "The model's answer is not JSON."],
    ['', "The model's answer is not JSON."],
  ])('is not %j', (text, message) => {
    expect(() => check?.(text)).toThrow(refused(message));
    expect(fits(text)).toBe(false);
  });
});

describe('a schema', () => {
  const schema = {
    type: 'object',
    properties: { tags: { type: 'array', items: { type: 'string' }, uniqueItems: true } },
  };
  const unique = '{"tags": ["a", "b"]}';
  const twice = '{"tags": ["a", "a"]}';

  it('is held whole where it is strict, though the grammar holds a part of it', () => {
    const { format, check, fits } = jsonSchemaForm(schema, true, 'x');
    expect(format).toEqual({ type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } });
    expect(() => check?.(unique)).not.toThrow();
    expect(() => check?.(twice)).toThrow(/does not match the JSON schema: '\/tags' must NOT have duplicate items/);
    expect([fits(unique), fits(twice)]).toEqual([true, false]);
  });

  it('is left to the grammar where it is not', () => {
    const { check, fits } = jsonSchemaForm(schema, false, 'x');
    expect(check).toBeUndefined();
    expect([fits(unique), fits(twice)]).toEqual([true, false]);
  });

  it('fits nothing where it is none', () => {
    expect(jsonSchemaForm({ type: 'nothing' }, false, 'x').fits('{}')).toBe(false);
  });

  it('goes to the grammar as it is where all of it can stay', () => {
    const plain = { $schema: 'x', type: 'object', properties: { not: { type: 'string', pattern: '^a$' } } };
    expect(jsonSchemaForm(plain, true, 'x').format).toBe(plain);
  });
});
