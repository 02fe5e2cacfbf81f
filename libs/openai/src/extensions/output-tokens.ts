import { OpenAiError } from '../errors/openai-error.js';
import type { ModelProfile } from '../models/model-profile.js';

/** A limit of the answer's tokens as a request sets it. */
export interface RequestedTokens {
  readonly tokens: number;
  /** Where it stands in the request. */
  readonly param: string;
}

/**
 * Tokens to generate at most; undefined where neither the request nor the configuration says.
 * @throws OpenAiError 400 for more than the model's configuration allows, as the OpenAI API refuses it
 */
export function toOutputTokens(requested: RequestedTokens | undefined, profile: ModelProfile): number | undefined {
  const { maxOutputTokens: maximum, defaultOutputTokens, options } = profile;
  if (requested === undefined) {
    const tokens = defaultOutputTokens ?? options?.num_predict;
    return maximum === undefined ? tokens : isBounded(tokens) ? Math.min(tokens, maximum) : maximum;
  }
  const { tokens, param } = requested;
  if (maximum === undefined || (isBounded(tokens) && tokens <= maximum)) return tokens;
  throw OpenAiError.invalidRequest({
    message: `'${param}' is too large: ${tokens}. This model generates at most ${maximum} tokens.`,
    param,
    code: 'invalid_value',
  });
}

/** In Ollama 0 and -1 are no limit. */
function isBounded(tokens: number | undefined): tokens is number {
  return tokens !== undefined && tokens > 0;
}
