import type { JsonSchema } from '@app/ollama';
import { mapSubschemas, subschemasOf } from './subschemas.js';

/** What a grammar can hold a model to, and what only explains a schema to its reader. */
const KEPT = new Set([
  '$anchor',
  '$comment',
  '$defs',
  '$id',
  '$ref',
  '$schema',
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'default',
  'definitions',
  'deprecated',
  'description',
  'enum',
  'examples',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'oneOf',
  'pattern',
  'prefixItems',
  'properties',
  'readOnly',
  'required',
  'title',
  'type',
  'writeOnly',
]);

/**
 * A client's schema as a grammar takes it: what no grammar knows (`uniqueItems`, `not`, `if` …) is left to the check of
 * the answer. Ollama also refuses a schema with a pattern that does not span the whole string, or that looks around. The
 * schema itself where all of it can stay.
 */
export function toGrammarSchema(schema: JsonSchema): JsonSchema {
  for (const { schema: within } of subschemasOf(schema, '')) {
    if (!Object.entries(within).every(isFit)) return mapSubschemas(schema, withoutUnfit);
  }
  return schema;
}

function withoutUnfit(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(isFit));
}

function isFit([keyword, value]: [string, unknown]): boolean {
  return KEPT.has(keyword) && (keyword !== 'pattern' || isWhole(value));
}

function isWhole(pattern: unknown): boolean {
  return typeof pattern === 'string' && /^\^.*\$$/s.test(pattern) && !pattern.includes('(?');
}
