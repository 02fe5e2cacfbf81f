import type { LlamaModel, Token } from 'node-llama-cpp';
import { NativeError } from '../errors/native-error.js';
import { keptTokens } from '../generation/make-room.js';
import type { LoadedModel } from '../models/loaded-model.js';

export interface Room {
  contextLength: number;
  /** Cut what is too long; otherwise it is refused. */
  truncate: boolean;
  numKeep: number;
}

/** Characters that take no more than a moment. */
export const QUICKLY_READ = 500_000;

/** What is needed of a model to read a prompt. */
export type Reader = Pick<LoadedModel, 'model' | 'longestToken'>;

/**
 * The tokens of a prompt, the one that begins a text before them when the model wants it. Of a text that cannot fit,
 * whatever its tokens are, only beginning and end are read: megabytes would hold up everybody else.
 *
 * @throws {NativeError} 400 when a text that cannot fit must not be cut
 */
export function tokenize({ model, longestToken }: Reader, prompt: string, room: Room): Token[] {
  if (!cannotFit(prompt, longestToken, room)) return tokensOf(model, prompt);
  if (!room.truncate) throw NativeError.tooLong(room.contextLength);
  const most = Math.max(QUICKLY_READ / 2, room.contextLength * longestToken);
  return tokensOf(model, prompt.slice(0, most) + prompt.slice(-most));
}

/** Whether a prompt fits as it is. */
export function fits({ model, longestToken }: Reader, prompt: string, room: Room): boolean {
  return !cannotFit(prompt, longestToken, room) && tokensOf(model, prompt).length <= room.contextLength;
}

/**
 * A prompt that fits: of one that is too long, the first `num_keep` tokens and its end.
 * @throws {NativeError} 400 when it must not be cut
 */
export function fitTokens(tokens: Token[], { contextLength, truncate, numKeep }: Room): Token[] {
  if (tokens.length <= contextLength) return tokens;
  if (!truncate) throw NativeError.tooLong(contextLength, tokens.length);
  const keep = keptTokens(numKeep, tokens.length, contextLength);
  return [...tokens.slice(0, keep), ...tokens.slice(tokens.length - (contextLength - keep))];
}

/** Without counting tokens, so that a shorter prompt's length can be told. */
function cannotFit(prompt: string, longestToken: number, { contextLength }: Room): boolean {
  return prompt.length > Math.max(QUICKLY_READ, contextLength * longestToken);
}

function tokensOf(model: LlamaModel, prompt: string): Token[] {
  const tokens = model.tokenize(prompt, true);
  const { bos, shouldPrependBosToken } = model.tokens;
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}
