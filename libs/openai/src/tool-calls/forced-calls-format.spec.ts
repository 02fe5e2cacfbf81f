import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { toForcedCallsFormat } from './forced-calls-format.js';

const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const definition = (name: string, parameters?: Record<string, unknown>) => ({
  name,
  parameters,
  param: `tools.${name}`,
});
const callOf = (name: string, parameters: object) => ({
  type: 'object',
  properties: { name: { type: 'string', enum: [name] }, arguments: parameters },
  required: ['name', 'arguments'],
  additionalProperties: false,
});

function accepts(format: object, value: unknown): boolean {
  return new Ajv2020({ strict: false }).validate(format, value);
}

describe('toForcedCallsFormat', () => {
  it('is a call of the one function', () => {
    expect(toForcedCallsFormat([definition('f', CITY)], false)).toEqual(callOf('f', CITY));
  });

  it('takes more functions than a call takes arguments', () => {
    const functions = Array.from({ length: 200_000 }, (_, place) => definition(`f${place}`));
    expect(toForcedCallsFormat(functions, false)['anyOf']).toHaveLength(200_000);
  });

  it('is a call of one of the functions', () => {
    const none = { type: 'object', properties: {}, additionalProperties: false };
    expect(toForcedCallsFormat([definition('f', CITY), definition('g')], false)).toEqual({
      anyOf: [callOf('f', CITY), callOf('g', none)],
    });
  });

  it('is a list of calls where there may be several', () => {
    expect(toForcedCallsFormat([definition('f', CITY)], true)).toEqual({
      type: 'array',
      items: callOf('f', CITY),
      minItems: 1,
      maxItems: 16,
    });
  });

  it('makes arguments an object where the schema does not say so', () => {
    const parameters = { properties: { a: { type: 'string' } } };
    expect(toForcedCallsFormat([definition('f', parameters)], false)).toEqual(
      callOf('f', { type: 'object', ...parameters }),
    );
    expect(toForcedCallsFormat([definition('f', {})], false)).toEqual(callOf('f', { type: 'object' }));
  });

  it('leaves out what no grammar reads', () => {
    const parameters = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'x',
      type: 'object',
      properties: { a: { type: 'string', pattern: '(?=x)' } },
    };
    expect(toForcedCallsFormat([definition('f', parameters)], false)).toEqual(
      callOf('f', { type: 'object', properties: { a: { type: 'string' } } }),
    );
  });

  it('leads references of each function to its own definitions', () => {
    const tree = {
      type: 'object',
      properties: { root: { $ref: '#/$defs/Node' }, self: { $ref: '#' }, same: { $ref: '#/properties/root' } },
      required: ['root'],
      $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } }, additionalProperties: false } },
    };
    const other = {
      type: 'object',
      properties: { root: { $ref: '#/definitions/Node' } },
      definitions: { Node: { type: 'integer' } },
    };
    const format = toForcedCallsFormat([definition('f', tree), definition('g', other)], true);
    expect(format).toEqual({
      type: 'array',
      items: { anyOf: [callOf('f', { $ref: '#/$defs/f0' }), callOf('g', { $ref: '#/$defs/f1' })] },
      minItems: 1,
      maxItems: 16,
      $defs: {
        f0: {
          type: 'object',
          properties: {
            root: { $ref: '#/$defs/f0_Node' },
            self: { $ref: '#/$defs/f0' },
            same: { $ref: '#/$defs/f0/properties/root' },
          },
          required: ['root'],
        },
        f0_Node: { type: 'object', properties: { next: { $ref: '#/$defs/f0_Node' } }, additionalProperties: false },
        f1: { type: 'object', properties: { root: { $ref: '#/$defs/f1_Node' } } },
        f1_Node: { type: 'integer' },
      },
    });
    expect(accepts(format, [{ name: 'f', arguments: { root: { next: {} }, same: {} } }])).toBe(true);
    expect(accepts(format, [{ name: 'f', arguments: { root: { next: { x: 1 } } } }])).toBe(false);
    expect(accepts(format, [{ name: 'g', arguments: { root: 1 } }])).toBe(true);
    expect(accepts(format, [{ name: 'g', arguments: { root: {} } }])).toBe(false);
  });
});
