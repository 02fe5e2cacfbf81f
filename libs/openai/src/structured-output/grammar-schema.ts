import type { JsonSchema } from '@app/ollama';
import { mapSubschemas, subschemasOf } from './subschemas.js';

/**
 * A client's schema as Ollama's grammar takes it. Ollama refuses a schema with a pattern that does not span the whole
 * string, or that looks around: such a pattern is left to the check of the answer. The schema itself when there is none.
 */
export function toGrammarSchema(schema: JsonSchema): JsonSchema {
  for (const { schema: within } of subschemasOf(schema, '')) {
    if (isUnfit(within['pattern'])) return mapSubschemas(schema, withoutUnfitPattern);
  }
  return schema;
}

function withoutUnfitPattern(schema: JsonSchema): JsonSchema {
  if (!isUnfit(schema['pattern'])) return schema;
  const { pattern: _, ...rest } = schema;
  return rest;
}

function isUnfit(pattern: unknown): boolean {
  return typeof pattern === 'string' && !(/^\^.*\$$/s.test(pattern) && !pattern.includes('(?'));
}
