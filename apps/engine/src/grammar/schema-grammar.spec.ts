import { describe, expect, it } from 'vitest';
import { formatGrammar } from './format.js';
import { integerRange } from './integer-range.js';
import { schemaGrammar } from './schema-grammar.js';

const unsupported = (what: string) => `invalid JSON schema in format: ${what} is not supported by the embedded engine`;

describe('grammars for schemas', () => {
  it('name the properties in their order, and commas only between them', () => {
    const grammar = schemaGrammar({
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
      required: ['name'],
    });

    expect(grammar).toBe(
      [
        'root ::= r5',
        'r1 ::= "," space "\\"age\\"" ":" space integer "" | ""',
        'r2 ::= "\\"age\\"" ":" space integer "" | ""',
        'r3 ::= "," space "\\"name\\"" ":" space string r1',
        'r4 ::= "\\"name\\"" ":" space string r1',
        'r5 ::= "{" space r4 space "}"',
        'space ::= | " " | "\\n"{1,2} [ \\t]{0,20}',
        'integer ::= "-"? ("0" | [1-9] [0-9]{0,15})',
        'string ::= "\\"" char* "\\""',
        'char ::= [^"\\\\\\x7F\\x00-\\x1F] | [\\\\] (["\\\\bfnrt] | "u" [0-9a-fA-F]{4})',
        '',
      ].join('\n'),
    );
  });

  it('write a schema that refers to itself once', () => {
    const node = { type: 'object', properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } } };

    expect(schemaGrammar({ $ref: '#/$defs/node', $defs: { node } }).match(/^r1 ::= /gm)).toHaveLength(1);
  });

  it.each([
    ['^a$', 'r2 ::= "\\"" r1 "\\""'],
    ['a', 'r2 ::= "\\"" char* r1 char* "\\""'],
    ['^a', 'r2 ::= "\\"" r1 char* "\\""'],
    ['a\\$', 'r2 ::= "\\"" char* r1 char* "\\""'],
  ])('have anything around the pattern %s where it has no anchor', (pattern, rule) => {
    expect(schemaGrammar({ type: 'string', pattern })).toContain(`${rule}\n`);
  });

  it.each([
    [{ type: 'nothing' }, 'invalid JSON schema in format'],
    [{ type: 'any' }, 'invalid JSON schema in format'],
    [{ type: [] }, 'invalid JSON schema in format'],
    [{ properties: [] }, 'invalid JSON schema in format'],
    [{ enum: [] }, 'invalid JSON schema in format'],
    [{ $ref: '#/$defs/missing' }, 'invalid JSON schema in format'],
    [{ type: 'string', minLength: 5, maxLength: 2 }, 'invalid JSON schema in format'],
    [{ type: 'integer', minimum: 5, maximum: 2 }, 'invalid JSON schema in format'],
    [{ type: 'array', maxItems: 10_000 }, 'invalid JSON schema in format: no limit may be above 1999'],
    [{ $ref: '#/%E0%A4%A' }, 'invalid JSON schema in format'],
    [{ $ref: 'https://example.com/schema' }, unsupported('"$ref" to another document')],
    [{ not: {} }, unsupported('"not"')],
    [{ type: 'string', pattern: '(' }, 'invalid JSON schema in format'],
    [{ type: 'string', pattern: '[a' }, 'invalid JSON schema in format'],
    [{ type: 'string', pattern: '^*$' }, 'invalid JSON schema in format'],
    [{ type: 'string', pattern: '^a)$' }, 'invalid JSON schema in format'],
    [{ type: 'string', pattern: '^(?=a)$' }, unsupported('"pattern" that looks around')],
    [{ type: 'string', pattern: '^\\bx$' }, unsupported('"pattern" with \\b')],
    [{ type: 'string', pattern: 'a^b' }, unsupported('"pattern" with ^ inside')],
    [{ type: 'string', pattern: 'a', maxLength: 5 }, unsupported('"pattern" with a length')],
    [{ type: 'number', maximum: 5 }, unsupported('"maximum" of numbers with a fraction')],
  ])('refuse %j', (schema, message) => {
    expect(() => schemaGrammar(schema)).toThrow(message);
  });

  it('refuse what is nested too deeply or is too large, before it costs anything', () => {
    let deep: object = { type: 'null' };
    for (let depth = 0; depth < 5000; depth++) deep = { type: 'array', items: deep };
    const properties = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`p${index}`, { type: 'null' }]));

    expect(() => schemaGrammar(deep as never)).toThrow('the JSON schema in format is nested too deeply');
    expect(() => schemaGrammar({ type: 'object', properties })).toThrow('the JSON schema in format is too large');
  });
});

describe('formats', () => {
  it('are none, JSON objects or a schema', () => {
    expect(formatGrammar(undefined)).toBeUndefined();
    expect(formatGrammar('')).toBeUndefined();
    expect(formatGrammar('json')).toBe(formatGrammar({ type: 'object' }));
  });

  it.each([['yaml'], [7], [[]], [true]])('are not %j', (format) => {
    expect(() => formatGrammar(format)).toThrow('expected "json" or a valid JSON Schema object');
  });
});

describe('ranges of whole numbers', () => {
  it.each([
    [0, 0],
    [1, 5],
    [0, 120],
    [7, 1234],
    [-5, 12],
    [-120, -7],
    [99, 101],
    [1000, 1000],
  ])('from %d to %d hold these and no others', (least, most) => {
    const pattern = new RegExp(`^(?:${(integerRange(least, most) ?? '').replaceAll(/["\s]/g, '')})$`);
    const found = Array.from({ length: 3001 }, (_, index) => index - 1500).filter((number) =>
      pattern.test(String(number)),
    );

    expect(found).toEqual(Array.from({ length: most - least + 1 }, (_, index) => least + index));
  });

  it('may hold none', () => {
    expect(integerRange(5, 4)).toBeUndefined();
  });
});
