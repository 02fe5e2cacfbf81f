import { isUtf8 } from 'node:buffer';
import { OllamaError } from '../errors/ollama-error.js';

/** What bytes that are not UTF-8 decode to; it may also have been sent as such. */
export const REPLACEMENT_CHARACTER = '\uFFFD';

/**
 * Parses a JSON text.
 *
 * @throws OllamaError of kind `invalid-json`
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A SyntaxError quotes the text, which may be a model's answer and must not reach a log.
    throw invalidJson();
  }
}

/**
 * The text in `bytes[start, end)`.
 *
 * @throws OllamaError of kind `invalid-json` when it is not UTF-8
 */
export function decodeJson(bytes: Buffer, start = 0, end = bytes.length): string {
  const text = bytes.toString('utf8', start, end);
  // Only bytes that decode to it are looked at again.
  if (text.includes(REPLACEMENT_CHARACTER) && !isUtf8(bytes.subarray(start, end))) throw invalidJson();
  return text;
}

function invalidJson(): OllamaError {
  return new OllamaError({ kind: 'invalid-json' });
}
