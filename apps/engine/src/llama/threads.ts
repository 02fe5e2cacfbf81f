// Below this the threads of a model wait for each other longer than they work.
const TINY_MODEL_BYTES = 64 * 1024 * 1024;

/** How many threads read a model of this size best, on this many cores. */
export function threadsFor(modelBytes: number, cores: number): number {
  return modelBytes < TINY_MODEL_BYTES ? 1 : cores;
}
