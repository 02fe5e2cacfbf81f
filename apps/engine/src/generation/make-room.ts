import type { LlamaContextSequence } from 'node-llama-cpp';
import type { GenerationJob } from './generation-job.js';

/**
 * Room for one more token. When the context is full, half of what follows the first `num_keep` tokens is dropped, as
 * Ollama does; false when that is not wanted.
 */
export async function makeRoom(sequence: LlamaContextSequence, job: GenerationJob): Promise<boolean> {
  const { contextLength, shift, options } = job;
  if (sequence.nextTokenIndex < contextLength) return true;
  if (!shift) return false;
  const keep = keptTokens(options.num_keep, job.tokens.length, contextLength);
  const dropped = Math.max(1, Math.floor((contextLength - keep) / 2));
  await sequence.eraseContextTokenRanges([{ start: keep, end: keep + dropped }]);
  return true;
}

/** How many tokens of a prompt's beginning stay whatever happens: -1 asks for all; something has to go. */
export function keptTokens(numKeep: number, promptLength: number, contextLength: number): number {
  const wanted = numKeep < 0 ? promptLength : Math.min(numKeep, promptLength);
  return Math.min(wanted, Math.floor(contextLength / 2));
}
