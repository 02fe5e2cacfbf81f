import type { OllamaOptions } from '@app/ollama';
import { type RequestedTokens, toOutputTokens } from '../extensions/output-tokens.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

const SEEDS = 2 ** 52;

/** What of a request is an option in Ollama. */
type OptionFields = Pick<
  ChatCompletionRequestDto,
  | 'temperature'
  | 'top_p'
  | 'seed'
  | 'frequency_penalty'
  | 'presence_penalty'
  | 'max_completion_tokens'
  | 'max_tokens'
  | 'stop'
  | 'logit_bias'
  | 'options'
>;

/**
 * The options that the request sets, or the model's configuration; undefined for none, so that the Modelfile's values
 * hold. Fields of the OpenAI API win over Ollama's `options`, these over the configuration.
 */
export function toOllamaOptions(request: OptionFields, profile: ModelProfile): OllamaOptions | undefined {
  const stop = typeof request.stop === 'string' ? [request.stop] : request.stop;
  const options: OllamaOptions = {
    ...profile.options,
    ...request.options,
    ...given('temperature', request.temperature),
    ...given('top_p', request.top_p),
    ...given('seed', toSeed(request.seed)),
    ...given('frequency_penalty', request.frequency_penalty),
    ...given('presence_penalty', request.presence_penalty),
    ...given('num_predict', toOutputTokens(requestedTokens(request), profile)),
    ...(stop && stop.length > 0 && { stop }),
    ...(request.logit_bias && Object.keys(request.logit_bias).length > 0 && { logit_bias: request.logit_bias }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

function requestedTokens(request: OptionFields): RequestedTokens | undefined {
  const { max_completion_tokens, max_tokens, options } = request;
  const limits = { max_completion_tokens, max_tokens, 'options.num_predict': options?.num_predict };
  const set = Object.entries(limits).find(([, tokens]) => typeof tokens === 'number');
  return set && { param: set[0], tokens: set[1] as number };
}

/** The same seed stays the same one; above 2^53 a number could not be told from the next, which another choice has. */
function toSeed(seed: number | null | undefined): number | null | undefined {
  return seed && seed % SEEDS;
}

function given(name: keyof OllamaOptions, value: number | null | undefined): OllamaOptions {
  return value === undefined || value === null ? {} : { [name]: value };
}
