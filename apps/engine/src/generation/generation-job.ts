import type { LlamaGrammarEvaluationState, LlamaModel, Token } from 'node-llama-cpp';
import type { Measures } from './measures.js';
import type { RunOptions } from './options.js';

/** An answer to write: everything but the place to do it. */
export interface GenerationJob {
  model: LlamaModel;
  /** Of the prompt; it fits into the context. */
  tokens: Token[];
  /** Tokens of prompt and answer together. */
  contextLength: number;
  options: RunOptions;
  /** Tokens to write at most. */
  predict: number;
  /** Go on when the context is full, without the tokens that are in the way. */
  shift: boolean;
  seed: number;
  /** The same request is to get the same answer: what was read in other pieces has slightly other numbers. */
  isRepeatable: boolean;
  grammar?: LlamaGrammarEvaluationState;
  /** How many likely tokens to tell beside each token's logprob; undefined tells no logprobs. */
  topLogprobs?: number;
  signal: AbortSignal;
  measures: Measures;
}

export type StopReason = 'stop' | 'length';
