import { isUtf8 } from 'node:buffer';
import { OpenAiError } from '@app/openai';
import secureJsonParse from 'secure-json-parse';
import { isNestedDeeperThan } from './json-depth.js';

// Schemas of tools are the deepest that clients send: some twenty levels.
const DEEPEST = 128;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/**
 * Parses the body of a request.
 * @throws OpenAiError 400 for no body, bytes that are not UTF-8, too deep nesting, text that is not JSON, and keys that
 *   would change an object's prototype
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw refused('The request has no body; a JSON object is expected.');
  if (!isUtf8(body)) throw refused('The request body is not valid UTF-8.');
  if (isNestedDeeperThan(DEEPEST, body)) {
    throw refused(`The request body is nested more than ${DEEPEST} levels deep.`);
  }
  const hasMark = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  try {
    return secureJsonParse.parse(body.toString('utf8', hasMark ? BYTE_ORDER_MARK.length : 0));
  } catch {
    throw refused('The request body is not valid JSON.');
  }
}

function refused(message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message });
}
