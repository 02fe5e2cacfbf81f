import { OpenAiError } from '../errors/openai-error.js';
import type { Vector } from './vector.js';

/**
 * Holds the embeddings against the `dimensions` that were asked for: Ollama sends what it has where the model has fewer,
 * and older servers do not know the field.
 * @throws OpenAiError 400 naming the field
 */
export function refuseOtherDimensions(vectors: readonly Vector[], asked: number | null | undefined): void {
  if (typeof asked !== 'number') return;
  const sent = vectors.find(({ dimensions }) => dimensions !== asked)?.dimensions;
  if (sent === undefined) return;
  if (sent > asked) {
    throw OpenAiError.unsupportedParameter(
      'dimensions',
      `'dimensions' is not supported by this Ollama: it sent ${sent} of them for ${asked}.`,
    );
  }
  throw OpenAiError.invalidRequest({
    message: `Invalid value for 'dimensions': the model has ${sent}, but ${asked} were asked for.`,
    param: 'dimensions',
    code: 'invalid_value',
  });
}
