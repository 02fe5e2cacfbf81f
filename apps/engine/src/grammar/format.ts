import type { JsonSchema } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { schemaGrammar } from './schema-grammar.js';

const ANY_OBJECT: JsonSchema = { type: 'object' };

/**
 * The grammar, in llama.cpp's GBNF, that a request's `format` asks for; undefined when it asks for none.
 * @throws {NativeError} 400 for what is no format, and for schemas that a grammar cannot hold the model to
 */
export function formatGrammar(format: unknown): string | undefined {
  if (format === undefined || format === '') return undefined;
  if (format === 'json') return schemaGrammar(ANY_OBJECT);
  if (typeof format === 'object' && format !== null && !Array.isArray(format))
    return schemaGrammar(format as JsonSchema);
  const shown = JSON.stringify(JSON.stringify(format));
  throw NativeError.badRequest(`invalid format: ${shown}; expected "json" or a valid JSON Schema object`);
}
