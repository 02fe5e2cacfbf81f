import type { JsonSchema } from '@app/ollama';
import { mapSubschemas, subschemasOf } from '../structured-output/subschemas.js';

/** A schema that has become a part of a larger one. */
export interface EmbeddedSchema {
  readonly schema: JsonSchema;
  /** What it refers to; belongs into the `$defs` of the larger schema. */
  readonly definitions: Record<string, unknown>;
}

/**
 * Makes a schema fit to stand within another: references into it lead to definitions of the whole, since that is the only
 * place where every grammar looks for them.
 * @param name of the schema among the definitions, and the beginning of the names of its own ones
 */
export function embedSchema(whole: JsonSchema, name: string): EmbeddedSchema {
  const { $schema: _, $id: __, $defs, definitions, ...schema } = whole;
  if (!refersToItself(whole)) return { schema: { ...schema, ...($defs !== undefined && { $defs }) }, definitions: {} };
  const relocate = (within: JsonSchema) => relocateReference(within, name);
  const inner = { ...asObject(definitions), ...asObject($defs) };
  const own = Object.entries(inner).map(([key, value]) => [`${name}_${key}`, mapValue(value, relocate)]);
  return {
    schema: { $ref: `#/$defs/${name}` },
    definitions: { [name]: mapSubschemas(schema, relocate), ...Object.fromEntries(own) },
  };
}

function refersToItself(schema: JsonSchema): boolean {
  for (const { schema: within } of subschemasOf(schema, '')) if (typeof within['$ref'] === 'string') return true;
  return false;
}

function relocateReference(schema: JsonSchema, name: string): JsonSchema {
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#')) return schema;
  const definition = /^#\/(?:\$defs|definitions)\/(?<rest>.+)$/.exec($ref)?.groups?.['rest'];
  return {
    ...schema,
    $ref: definition === undefined ? `#/$defs/${name}${$ref.slice(1)}` : `#/$defs/${name}_${definition}`,
  };
}

function mapValue(value: unknown, change: (schema: JsonSchema) => JsonSchema): unknown {
  return typeof value === 'object' && value !== null ? mapSubschemas(value as JsonSchema, change) : value;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
