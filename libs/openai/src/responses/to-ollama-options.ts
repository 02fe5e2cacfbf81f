import type { OllamaOptions } from '@app/ollama';
import { type RequestedTokens, toOutputTokens } from '../extensions/output-tokens.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { ResponseRequestDto } from './response-request.dto.js';

/**
 * The options that the request sets, or the model's configuration; undefined for none, so that the Modelfile's values
 * hold. Fields of the OpenAI API win over Ollama's `options`, these over the configuration.
 */
export function toOllamaOptions(request: ResponseRequestDto, profile: ModelProfile): OllamaOptions | undefined {
  const options: OllamaOptions = {
    ...profile.options,
    ...request.options,
    ...given('temperature', request.temperature),
    ...given('top_p', request.top_p),
    ...given('num_predict', toOutputTokens(requestedTokens(request), profile)),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

function requestedTokens({ max_output_tokens, options }: ResponseRequestDto): RequestedTokens | undefined {
  if (typeof max_output_tokens === 'number') return { tokens: max_output_tokens, param: 'max_output_tokens' };
  if (typeof options?.num_predict === 'number') return { tokens: options.num_predict, param: 'options.num_predict' };
  return undefined;
}

function given(name: 'temperature' | 'top_p' | 'num_predict', value: number | null | undefined): OllamaOptions {
  return value === undefined || value === null ? {} : { [name]: value };
}
