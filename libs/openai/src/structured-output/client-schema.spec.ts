import { describe, expect, it } from 'vitest';
import { compileSchema, compileStrictSchema } from './client-schema.js';

const refusal = (param: string, reason: string) =>
  expect.objectContaining({
    status: 400,
    param,
    code: 'invalid_json_schema',
    message: expect.stringContaining(reason) as string,
  }) as Error;

describe('a schema', () => {
  it.each<[object, string]>([
    [{ type: 'nothing' }, 'must be equal to one of the allowed values'],
    [{ $ref: '#/$defs/none' }, "'#/$defs/none' is not a reference to a place in this schema"],
    [{ $ref: 'https://example.com/schema' }, "'https://example.com/schema' is not a reference"],
    [{ $ref: '#name', $defs: { a: { $anchor: 'name' } } }, "'#name' is not a reference to a place in this schema"],
    [{ $ref: '#/__proto__' }, "'#/__proto__' is not a reference to a place in this schema"],
    [{ $ref: '#/constructor/prototype' }, "'#/constructor/prototype' is not a reference to a place in this schema"],
    [{ properties: { a: { $id: 'https://example.com/a' } } }, "only the whole schema may have an '$id'"],
    [{ $ref: '#' }, "'#' leads back to itself"],
    [{ anyOf: [{ type: 'string' }, { allOf: [{ $ref: '#' }] }] }, "'#' leads back to itself"],
    [{ $defs: { a: { $ref: '#/$defs/b' }, b: { not: { $ref: '#/$defs/a' } } } }, "'#/$defs/a' leads back to itself"],
    [{ $async: true }, "'$async' is no keyword of JSON schema"],
    [deep(10_000), 'it is nested too deeply'],
    [doubling(40), 'it expands to more than 100000 subschemas'],
    [{ description: 'x'.repeat(120_000) }, 'it is longer than 120000 characters'],
  ])('is refused, strict or not, that is none, or costs too much: %#', (bad, reason) => {
    expect(() => compileStrictSchema({ ...bad }, 'schema')).toThrow(refusal('schema', reason));
    expect(() => compileSchema({ ...bad }, 'schema')).toThrow(refusal('schema', reason));
  });

  it.each<[object, string, string]>([
    [{ items: { $dynamicRef: '#name' } }, 'schema.items.$dynamicRef', "'$dynamicRef' cannot be enforced"],
    [{ anyOf: [{}, { $recursiveRef: '#' }] }, 'schema.anyOf[1].$recursiveRef', 'cannot be enforced'],
    [{ additionalItems: false }, 'schema.additionalItems', 'cannot be enforced'],
    [{ unevaluatedProperties: false }, 'schema.unevaluatedProperties', 'cannot be enforced'],
    [{ items: { unevaluatedItems: false } }, 'schema.items.unevaluatedItems', 'cannot be enforced'],
    [
      { properties: { url: { type: 'string', format: 'uri' } } },
      'schema.properties.url.format',
      "this format cannot be enforced; supported are 'date-time', 'time',",
    ],
    [{ $defs: { a: { pattern: '^(?!x)' } } }, 'schema.$defs.a.pattern', 'the pattern cannot be enforced: '],
    [{ pattern: '(?<a>x)\\k<a>' }, 'schema.pattern', 'back-references are not supported'],
    [{ pattern: '[' }, 'schema.pattern', 'the pattern cannot be enforced: '],
    [{ patternProperties: { '(a)\\1': {} } }, 'schema.patternProperties', 'the pattern cannot be enforced: '],
    [
      { allOf: Array.from({ length: 6 }, () => ({ pattern: '\\p{L}{1000}' })) },
      'schema.allOf[4].pattern',
      'the patterns of the schema are too large',
    ],
  ])('is refused where it is strict and not all of it can be enforced: %j', (bad, param, reason) => {
    expect(() => compileStrictSchema(bad, 'schema')).toThrow(refusal(param, reason));
    expect(compileSchema(bad, 'schema')([])).toBeUndefined();
  });

  it.each<[unknown[], boolean]>([
    [[1, '1', true, 'true', null, [], {}], true],
    [
      [
        { a: 1, b: [2] },
        { a: 1, b: [3] },
      ],
      true,
    ],
    [
      [
        { a: 1, b: { c: 2, d: 3 } },
        { b: { d: 3, c: 2 }, a: 1 },
      ],
      false,
    ],
    [
      [
        [1, 2],
        [2, 1],
        [1, 2],
      ],
      false,
    ],
    [Array.from({ length: 100_000 }, (_, a) => ({ a })), true],
  ])('may ask for unique items: %#', (items, isUnique) => {
    const fault = compileStrictSchema({ uniqueItems: true }, 'schema')(items);
    expect(fault).toBe(isUnique ? undefined : 'it must NOT have duplicate items');
  });

  it.each<object>([
    { properties: { child: { $ref: '#' } } },
    { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#' } }] },
    { $ref: '#/$defs/node', $defs: { node: { properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, {}] } } } } },
    { allOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }], $defs: { a: { type: 'object' } } },
  ])('may lead back to itself by a step into the value: %j', (schema) => {
    expect(compileStrictSchema(schema, 'schema')({})).toBeTypeOf('anyOf' in schema ? 'string' : 'undefined');
  });

  it('may have many properties', () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `p${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const check = compileStrictSchema({ type: 'object', properties, required: names }, 'schema');
    expect(check(Object.fromEntries(names.map((name) => [name, name])))).toBeUndefined();
    expect(check({})).toBe("it must have required property 'p0'");
  });

  it('may have properties that are named as keywords', () => {
    const schema = {
      type: 'object',
      properties: { $dynamicRef: { type: 'string' }, format: { enum: ['uri'] }, pattern: { const: '[' } },
    };
    expect(compileStrictSchema(schema, 'schema')({ $dynamicRef: 'x', format: 'uri', pattern: '[' })).toBeUndefined();
  });

  it('holds patterns, whatever they would cost elsewhere', () => {
    const check = compileStrictSchema({ type: 'string', pattern: '^(a+)+$' }, 'schema');
    expect(check('a'.repeat(50_000))).toBeUndefined();
    expect(check(`${'a'.repeat(50_000)}b`)).toBe('it must match pattern "^(a+)+$"');
  });

  it('holds patterns of property names', () => {
    const schema = { type: 'object', patternProperties: { '^n_': { type: 'number' } }, additionalProperties: false };
    const check = compileStrictSchema(schema, 'schema');
    expect(check({ n_a: 1 })).toBeUndefined();
    expect(check({ n_a: 'x' })).toBe("'/n_a' must be number");
    expect(check({ a: 1 })).toBe('it must NOT have additional properties');
    expect(compileSchema(schema, 'schema')({ n_a: 'x' })).toBeUndefined();
  });

  it('may not take too long to check, however deep the value', () => {
    const again = { properties: { child: { $ref: '#' } } };
    const check = compileStrictSchema({ type: 'object', allOf: [again, again] }, 'schema');
    expect(check(nested(60))).toBe('it takes too long to check');
    expect(check(nested(10))).toBeUndefined();
  });

  it('may have an `$id`, and properties of that name', () => {
    const schema = { $id: 'https://example.com/a', properties: { $id: { type: 'string' } } };
    expect(compileStrictSchema(schema, 'schema')({ $id: 1 })).toBe("'/$id' must be string");
  });

  it('may refer to itself', () => {
    const tree = {
      $ref: '#/$defs/a~1b',
      $defs: { 'a/b': { type: 'object', properties: { child: { $ref: '#/$defs/a~1b' } }, required: ['n'] } },
    };
    const check = compileStrictSchema(tree, 'schema');
    expect(check({ n: 1, child: { n: 2 } })).toBeUndefined();
    expect(check({ n: 1, child: {} })).toBe("'/child' must have required property 'n'");
  });

  it('is a client’s own', () => {
    const schema = { $id: 'mine', type: 'string' };
    expect(compileStrictSchema(schema, 'schema')('x')).toBeUndefined();
    expect(compileStrictSchema(schema, 'schema')(1)).toBe('it must be string');
  });

  it('is not fooled by a value that is nested too deeply', () => {
    const check = compileStrictSchema({ $ref: '#/$defs/a', $defs: { a: { items: { $ref: '#/$defs/a' } } } }, 'schema');
    let value: unknown[] = [];
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(check(value)).toBe('it is nested too deeply');
  });
});

/** Doubles the work of a validation with each level. */
function doubling(levels: number): object {
  const defs = Array.from({ length: levels }, (_, level) => {
    const next = level + 1 < levels ? { $ref: `#/$defs/d${level + 1}` } : { type: 'null' };
    return [`d${level}`, { anyOf: [next, next] }];
  });
  return { $ref: '#/$defs/d0', $defs: Object.fromEntries(defs) as object };
}

function deep(levels: number): object {
  let schema: object = {};
  for (let level = 0; level < levels; level += 1) schema = { items: schema };
  return schema;
}

function nested(levels: number): object {
  let value = {};
  for (let level = 0; level < levels; level++) value = { child: value };
  return value;
}
