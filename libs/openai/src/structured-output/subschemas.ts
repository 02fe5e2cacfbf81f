import type { JsonSchema } from '@app/ollama';

/** A schema within a schema, and where it stands. */
export interface Subschema {
  readonly schema: Readonly<JsonSchema>;
  /** e.g. `response_format.json_schema.schema.properties.name` */
  readonly path: string;
}

// Names under these are properties or definitions, not keywords; values of `enum`, `const` and the like are no schemas.
const MAPS = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLE = [
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
];

/**
 * A JSON schema and all schemas within it, the outer ones first. Nesting costs no stack.
 * @param path where the schema stands
 */
export function* subschemasOf(schema: object, path: string): Generator<Subschema> {
  const pending: { value: unknown; path: string }[] = [{ value: schema, path }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next.value)) continue;
    yield { schema: next.value, path: next.path };
    pending.push(...[...childrenOf(next.value, next.path)].toReversed());
  }
}

/** A copy of a JSON schema in which each schema is changed, the inner ones first. */
export function mapSubschemas(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const map = (value: unknown): unknown => (isObject(value) ? mapSubschemas(value, change) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SINGLE.includes(keyword)) return [keyword, map(value)];
    if (LISTS.includes(keyword) && Array.isArray(value)) return [keyword, value.map(map)];
    if (MAPS.includes(keyword) && isObject(value)) return [keyword, mapValues(value, map)];
    return [keyword, value];
  });
  return change(Object.fromEntries(entries));
}

function mapValues(object: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}

function* childrenOf(schema: Record<string, unknown>, path: string): Generator<{ value: unknown; path: string }> {
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${path}.${keyword}`;
    if (SINGLE.includes(keyword)) yield { value, path: at };
    else if (LISTS.includes(keyword) && Array.isArray(value)) {
      for (const [index, child] of value.entries()) yield { value: child, path: `${at}[${index}]` };
    } else if (MAPS.includes(keyword) && isObject(value)) {
      for (const [name, child] of Object.entries(value)) yield { value: child, path: `${at}.${name}` };
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
