import type { OllamaKeepAlive, OllamaThink } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { formatGrammar } from '../grammar/format.js';
import type { CatalogEntry } from '../models/model-catalog.js';
import { keepAliveMs } from '../models/keep-alive.js';
import { thinkingTags } from '../models/template-traits.js';
import { type RunOptions, readOptions } from '../generation/options.js';
import type { ThinkingTags } from '../models/template-traits.js';

/** What requests for a chat and for a completion have in common. */
export interface AnswerRequest {
  model: string;
  format?: unknown;
  keep_alive?: OllamaKeepAlive;
  options?: Record<string, unknown>;
  think?: unknown;
  truncate?: boolean;
  shift?: boolean;
  logprobs?: boolean;
  top_logprobs?: number;
}

/** A request that has been looked through: all that can be wrong with it is not. */
export interface AnswerSettings {
  options: RunOptions;
  keepAlive: number;
  think?: OllamaThink;
  tags?: ThinkingTags;
  /** GBNF. */
  grammar?: string;
  topLogprobs?: number;
  truncate: boolean;
  shift: boolean;
}

const THINK_VALUES: readonly unknown[] = [true, false, 'high', 'medium', 'low', 'max'];
const MOST_TOP_LOGPROBS = 20;
const DEFAULT_CONTEXT_LENGTH = 4096;
/** `num_predict` for: until the context is full. */
const FILL_CONTEXT = -2;

/** @throws {NativeError} 400 for every field that is wrong or that the model cannot do */
export function readSettings(request: AnswerRequest, model: CatalogEntry): AnswerSettings {
  const { think, logprobs, top_logprobs = 0 } = request;
  if (think !== undefined && !THINK_VALUES.includes(think)) throw invalidThink(think);
  if (top_logprobs < 0 || top_logprobs > MOST_TOP_LOGPROBS) {
    throw NativeError.badRequest('top_logprobs must be between 0 and 20');
  }
  const canThink = model.capabilities.includes('thinking');
  if (think !== undefined && think !== false && !canThink) {
    throw NativeError.badRequest(`${JSON.stringify(request.model)} does not support thinking`);
  }
  const options = readOptions(request.options, model.parameters);
  return {
    options,
    keepAlive: keepAliveMs(request.keep_alive),
    think: think as OllamaThink | undefined,
    tags: canThink && think !== false ? thinkingTags(model.template ?? '') : undefined,
    grammar: formatGrammar(request.format),
    topLogprobs: logprobs === true ? top_logprobs : undefined,
    truncate: request.truncate ?? true,
    shift: (request.shift ?? true) && options.num_predict !== FILL_CONTEXT,
  };
}

/** How many tokens prompt and answer have; more than the model was trained on is of no use. */
export function contextLengthOf({ num_ctx }: Pick<RunOptions, 'num_ctx'>, model: CatalogEntry): number {
  return Math.min(num_ctx ?? DEFAULT_CONTEXT_LENGTH, model.contextLength);
}

function invalidThink(think: unknown): NativeError {
  const accepted = 'must be "high", "medium", "low", "max", true, or false';
  return NativeError.badRequest(`invalid think value: ${JSON.stringify(think)} (${accepted})`);
}
