import { isUtf8 } from 'node:buffer';
import { OllamaError } from '../errors/ollama-error.js';

const REPLACEMENT_CHARACTER = '\uFFFD';

/**
 * Parses the JSON text in `bytes[start, end)`; invalid UTF-8 is not JSON.
 *
 * @throws OllamaError of kind `invalid-json`
 */
export function parseJson(bytes: Buffer, start = 0, end = bytes.length): unknown {
  const text = bytes.toString('utf8', start, end);
  // Only bytes that decode to it are looked at again: the character may also have been sent as such.
  if (text.includes(REPLACEMENT_CHARACTER) && !isUtf8(bytes.subarray(start, end))) throw invalidJson();
  try {
    return JSON.parse(text);
  } catch {
    // A SyntaxError quotes the text, which may be a model's answer and must not reach a log.
    throw invalidJson();
  }
}

function invalidJson(): OllamaError {
  return new OllamaError({ kind: 'invalid-json' });
}
