import { NativeError } from '../errors/native-error.js';
import { invalidSchema } from './keywords.js';

// llama.cpp writes repetitions out, and refuses more.
const MOST_REPETITIONS = 1999;

/** A limit such as `maxItems`. */
export function countOf(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isInteger(value) || (value as number) < 0) throw invalidSchema();
  if ((value as number) > MOST_REPETITIONS) {
    throw NativeError.badRequest(`invalid JSON schema in format: no limit may be above ${MOST_REPETITIONS}`);
  }
  return value as number;
}
