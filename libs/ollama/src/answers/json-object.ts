import { OllamaError } from '../errors/ollama-error.js';
import { errorMessage } from './error-message.js';

export type JsonObject = Record<string, unknown>;

/**
 * Takes a value that came with status 200 as the object that all of Ollama's answers are.
 *
 * @throws OllamaError of kind `mid-stream` when it is an error, of kind `invalid-json` when it is no object
 */
export function jsonObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OllamaError({ kind: 'invalid-json' });
  const message = 'error' in value ? errorMessage(value) : undefined;
  if (message !== undefined) throw new OllamaError({ kind: 'mid-stream', message });
  return value as JsonObject;
}
