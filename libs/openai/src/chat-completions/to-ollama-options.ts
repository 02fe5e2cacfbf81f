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
  const { temperature, top_p, seed, frequency_penalty, presence_penalty, logit_bias } = request;
  const stop = typeof request.stop === 'string' ? [request.stop] : request.stop;
  const tokens = toOutputTokens(requestedTokens(request), profile);
  const options: OllamaOptions = { ...profile.options, ...request.options };
  if (isGiven(temperature)) options.temperature = temperature;
  if (isGiven(top_p)) options.top_p = top_p;
  if (isGiven(seed)) options.seed = toSeed(seed);
  if (isGiven(frequency_penalty)) options.frequency_penalty = frequency_penalty;
  if (isGiven(presence_penalty)) options.presence_penalty = presence_penalty;
  if (tokens !== undefined) options.num_predict = tokens;
  if (stop && stop.length > 0) options.stop = stop;
  if (logit_bias && Object.keys(logit_bias).length > 0) options.logit_bias = logit_bias;
  return Object.keys(options).length > 0 ? options : undefined;
}

function requestedTokens(request: OptionFields): RequestedTokens | undefined {
  const { max_completion_tokens, max_tokens, options } = request;
  if (isGiven(max_completion_tokens)) return { tokens: max_completion_tokens, param: 'max_completion_tokens' };
  if (isGiven(max_tokens)) return { tokens: max_tokens, param: 'max_tokens' };
  const tokens = options?.num_predict;
  return isGiven(tokens) ? { tokens, param: 'options.num_predict' } : undefined;
}

/** The same seed stays the same one; above 2^53 a number could not be told from the next, which another choice has. */
function toSeed(seed: number): number {
  return seed % SEEDS;
}

function isGiven(value: number | null | undefined): value is number {
  return value !== undefined && value !== null;
}
