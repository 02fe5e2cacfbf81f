import type { OllamaError } from '../errors/ollama-error.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/**
 * When to ask again what was not answered: the connection was refused, or lost before the answer began, Ollama was busy, or
 * the embedded engine is starting. An answer of which a byte has come is never asked for again.
 *
 * @param attempts how often it was asked, from 1
 * @returns milliseconds to wait, a random time that grows, so that many clients that were refused together do not come back
 *   together; undefined when not to ask again
 */
export function retryDelayMs(error: OllamaError, attempts: number, random = Math.random): number | undefined {
  if (!isUnanswered(error)) return undefined;
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return longest * (0.5 + random() / 2);
}

function isUnanswered({ failure }: OllamaError): boolean {
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
