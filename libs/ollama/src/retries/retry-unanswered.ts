import { type MonoTypeOperatorFunction, retry, throwError, timer } from 'rxjs';
import { OllamaError } from '../errors/ollama-error.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/**
 * Asks again where nothing was generated: the connection was refused, or lost before the answer began, Ollama was busy, or
 * the embedded engine is starting. An answer of which a byte has come is never asked for again.
 *
 * @param retries how often to ask again; between two attempts is a random time that grows, so that many clients that were
 *   refused together do not come back together
 */
export function retryUnanswered<T>(retries: number, random: () => number = Math.random): MonoTypeOperatorFunction<T> {
  return retry({
    count: retries,
    delay: (error: unknown, attempt) =>
      isUnanswered(error) ? timer(delayMs(attempt) * (0.5 + random() / 2)) : throwError(() => error),
  });
}

function delayMs(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
}

function isUnanswered(error: unknown): boolean {
  if (!(error instanceof OllamaError)) return false;
  const { failure } = error;
  switch (failure.kind) {
    case 'refused':
    case 'unavailable':
      return true;
    case 'connection-lost':
      return !failure.answering;
    case 'status':
      return failure.status === 503;
    default:
      return false;
  }
}
