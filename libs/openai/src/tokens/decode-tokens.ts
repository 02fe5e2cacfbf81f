import type { Tokenizer } from '../models/model-profile.js';

/** The text that a token array stands for; undefined where one of its tokens is not in the vocabulary. */
export type DecodeTokens = (tokens: readonly number[], tokenizer: Tokenizer) => string | undefined;
