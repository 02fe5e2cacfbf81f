import type { LlamaModel, Token } from 'node-llama-cpp';
import { NativeError } from '../errors/native-error.js';
import { keptTokens } from '../generation/make-room.js';

/** The tokens of a prompt, the one that begins a text before them when the model wants it. */
export function tokenize(model: LlamaModel, prompt: string): Token[] {
  const tokens = model.tokenize(prompt, true);
  const { bos, shouldPrependBosToken } = model.tokens;
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}

export interface Room {
  contextLength: number;
  /** Cut what is too long; otherwise it is refused. */
  truncate: boolean;
  numKeep: number;
}

/**
 * A prompt that fits: of one that is too long, the first `num_keep` tokens and its end.
 * @throws {NativeError} 400 when it must not be cut
 */
export function fitTokens(tokens: Token[], { contextLength, truncate, numKeep }: Room): Token[] {
  if (tokens.length <= contextLength) return tokens;
  if (!truncate) throw NativeError.tooLong(tokens.length, contextLength);
  const keep = keptTokens(numKeep, tokens.length, contextLength);
  return [...tokens.slice(0, keep), ...tokens.slice(tokens.length - (contextLength - keep))];
}
