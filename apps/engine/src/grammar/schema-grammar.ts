import type { JsonSchema } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { arrayRule } from './array-rule.js';
import type { Compiler } from './compiler.js';
import { integerRange } from './integer-range.js';
import { checkKeywords, invalidSchema, isSchema, unsupported } from './keywords.js';
import { objectRule } from './object-rule.js';
import { anyOf, literal, Rules } from './rules.js';
import { stringRule } from './string-rule.js';

const DEEPEST = 100;
const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'object', 'array'] as const;
type TypeName = (typeof TYPES)[number];

/**
 * A grammar for the JSON values that a schema describes. Properties come in the schema's order.
 * @throws {NativeError} 400 for what is no schema, and for keywords that no grammar holds a model to
 */
export function schemaGrammar(schema: JsonSchema): string {
  const compiler = new SchemaCompiler(schema);
  return compiler.rules.toGbnf(compiler.compile(schema));
}

/** Compiles the schemas of one grammar: each `$ref` once, so that schemas may be recursive. */
class SchemaCompiler implements Compiler {
  readonly rules = new Rules();
  readonly #references = new Map<string, string>();
  #depth = 0;

  constructor(private readonly root: JsonSchema) {}

  compile(schema: unknown): string {
    if (schema === true) return 'value';
    if (!isSchema(schema)) throw invalidSchema();
    if (++this.#depth > DEEPEST) throw NativeError.badRequest('the JSON schema in format is nested too deeply');
    try {
      checkKeywords(schema);
      return this.compileSchema(schema);
    } finally {
      this.#depth--;
    }
  }

  private compileSchema(schema: JsonSchema): string {
    if (schema['$ref'] !== undefined) return this.reference(schema['$ref']);
    if (schema['const'] !== undefined) return literal(JSON.stringify(schema['const']));
    if (schema['enum'] !== undefined) return this.enumeration(schema['enum']);
    const alternatives = schema['anyOf'] ?? schema['oneOf'];
    if (alternatives !== undefined) return this.alternatives(alternatives);
    if (schema['allOf'] !== undefined) return this.compile(merged(schema, schema['allOf']));
    return anyOf(typesOf(schema).map((type) => this.ofType(type, schema)));
  }

  private ofType(type: TypeName | 'any', schema: JsonSchema): string {
    switch (type) {
      case 'object':
        return objectRule(schema, this);
      case 'array':
        return arrayRule(schema, this);
      case 'string':
        return stringRule(schema, this.rules);
      case 'integer':
        return integerRule(schema);
      case 'number':
        return numberRule(schema);
      case 'any':
        return 'value';
      case 'boolean':
      case 'null':
        return type;
    }
  }

  private reference(reference: unknown): string {
    if (typeof reference !== 'string') throw invalidSchema();
    const known = this.#references.get(reference);
    if (known) return known;
    const name = this.rules.reserve();
    this.#references.set(reference, name);
    this.rules.define(name, this.compile(resolve(this.root, reference)));
    return name;
  }

  private enumeration(values: unknown): string {
    if (!Array.isArray(values) || values.length === 0) throw invalidSchema();
    return this.rules.add(anyOf(values.map((value) => literal(JSON.stringify(value)))));
  }

  private alternatives(schemas: unknown): string {
    if (!Array.isArray(schemas) || schemas.length === 0) throw invalidSchema();
    return this.rules.add(anyOf(schemas.map((each) => this.compile(each))));
  }
}

function typesOf(schema: JsonSchema): (TypeName | 'any')[] {
  if (schema['type'] === undefined) return [impliedType(schema)];
  const types: unknown[] = [schema['type']].flat();
  if (types.length === 0 || !types.every(isTypeName)) throw invalidSchema();
  return types;
}

function isTypeName(type: unknown): type is TypeName {
  return TYPES.includes(type as TypeName);
}

function impliedType(schema: JsonSchema): TypeName | 'any' {
  if (schema['properties'] !== undefined || schema['additionalProperties'] !== undefined) return 'object';
  return schema['items'] !== undefined || schema['prefixItems'] !== undefined ? 'array' : 'any';
}

function integerRule({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  if ([minimum, maximum, exclusiveMinimum, exclusiveMaximum].every((bound) => bound === undefined)) return 'integer';
  const least = Math.max(bound(minimum, -Infinity), Math.floor(bound(exclusiveMinimum, -Infinity)) + 1);
  const most = Math.min(bound(maximum, Infinity), Math.ceil(bound(exclusiveMaximum, Infinity)) - 1);
  const range = integerRange(least, most);
  if (range === undefined) throw invalidSchema();
  return range;
}

function numberRule({ minimum, ...others }: JsonSchema): string {
  const keyword = ['maximum', 'exclusiveMinimum', 'exclusiveMaximum'].find((name) => others[name] !== undefined);
  if (keyword !== undefined) throw unsupported(`${JSON.stringify(keyword)} of numbers with a fraction`);
  if (minimum === undefined) return 'number';
  if (minimum !== 0) throw unsupported('"minimum" of numbers with a fraction, but for 0,');
  return 'positive';
}

function bound(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number') throw invalidSchema();
  return value;
}

/** Object schemas that must all hold are one with the properties of all. */
function merged(schema: JsonSchema, allOf: unknown): JsonSchema {
  if (!Array.isArray(allOf) || !allOf.every(isSchema)) throw invalidSchema();
  const [only] = allOf;
  // A description beside a reference, as generators of schemas write it.
  if (only && allOf.length === 1 && schema['properties'] === undefined) return only;
  if (!allOf.every((part) => part['properties'] !== undefined))
    throw unsupported('"allOf" of schemas without properties');
  const parts = [schema, ...allOf];
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part['properties'])) as JsonSchema,
    required: parts.flatMap((part) => part['required'] ?? []),
  };
}

function resolve(root: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#')) throw unsupported('"$ref" to another document');
  const path = reference.slice(1).split('/').slice(1);
  return path
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined), root);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidSchema();
  }
}
