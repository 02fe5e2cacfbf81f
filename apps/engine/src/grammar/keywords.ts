import type { JsonSchema } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';

/** What a grammar can hold a model to, and what only explains a schema to its reader. */
const KNOWN = new Set([
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
  'example',
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
  'strict',
  'title',
  'type',
  'writeOnly',
]);

/** @throws {NativeError} 400 for a keyword that would not be kept */
export function checkKeywords(schema: JsonSchema): void {
  for (const [keyword, value] of Object.entries(schema)) {
    // What is switched off asks for nothing.
    if (!KNOWN.has(keyword) && value !== false && value !== undefined) throw unsupported(JSON.stringify(keyword));
  }
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function invalidSchema(): NativeError {
  return NativeError.badRequest('invalid JSON schema in format');
}

/** @param what such as `"not"`, as it is called in the message */
export function unsupported(what: string): NativeError {
  return NativeError.badRequest(`invalid JSON schema in format: ${what} is not supported by the embedded engine`);
}
