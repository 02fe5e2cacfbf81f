import { OllamaError } from '../errors/ollama-error.js';
import type { OllamaModel, OllamaTagsResponse } from '../types/models.js';
import type { JsonObject } from './json-object.js';

/** Takes an object of the wire as a list of models. Throws an OllamaError of kind `invalid-json` when it is something else. */
export function toTags({ models }: JsonObject): OllamaTagsResponse {
  // Old servers without models say null.
  const list = models ?? [];
  if (!Array.isArray(list) || !list.every(isModel)) throw new OllamaError({ kind: 'invalid-json' });
  return { models: list };
}

function isModel(value: unknown): value is OllamaModel {
  return typeof (value as Partial<OllamaModel> | null)?.name === 'string';
}
