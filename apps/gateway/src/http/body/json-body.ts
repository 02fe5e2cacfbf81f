import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { OpenAiError } from '@app/openai';
import type { FastifyInstance } from 'fastify';
import secureJsonParse from 'secure-json-parse';
import { bodyTooLarge } from './body-too-large.js';
import { decodedBody } from './content-encoding.js';
import { countMembers } from './json-members.js';
import { scanJson } from './json-scan.js';
import { readWholeBody } from './whole-request-body.js';

// Schemas of tools are the deepest that clients send: some twenty levels.
const DEEPEST = 128;

/**
 * Has bodies of JSON read and parsed here, in place of Fastify's own parsers. A type for which there is none is a 415.
 * @param limit of bytes
 */
export function parseJsonBodies(fastify: FastifyInstance, limit: number): void {
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  fastify.addContentTypeParser('application/json', ({ method, headers }, payload, done) => {
    // Refused before it has come, where the client says how large it is.
    if (Number(headers['content-length']) > limit) return done(bodyTooLarge());
    let decoded: Readable;
    try {
      decoded = decodedBody(payload, headers, limit);
    } catch (error) {
      return done(error as Error);
    }
    readWholeBody(decoded, limit, {
      // The official Python client names a type also where a DELETE has no body.
      onBody: (body) => (method === 'DELETE' && body.length === 0 ? done(null) : parseInto(body, done)),
      onError: done,
    });
  });
}

function parseInto(body: Buffer, done: (error: Error | null, value?: unknown) => void): void {
  let value: unknown;
  try {
    value = parseJsonBody(body);
  } catch (error) {
    return done(error as Error);
  }
  done(null, value);
}

/**
 * Parses the body of a request.
 * @throws OpenAiError 400 for no body, bytes that are not UTF-8, too deep nesting, text that is not JSON, names that would
 *   change an object's prototype, and a name that stands twice in an object: whoever has checked the request on its way
 *   may have read the other one
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw refused('The request has no body; a JSON object is expected.');
  if (!isUtf8(body)) throw refused('The request body is not valid UTF-8.');
  const { isTooDeep, members } = scanJson(body, DEEPEST);
  if (isTooDeep) {
    throw refused(`The request body is nested more than ${DEEPEST} levels deep.`);
  }
  const value = parse(body);
  if (countMembers(value) !== members) throw refused('The request body has an object with the same name twice.');
  return value;
}

function parse(body: Buffer): unknown {
  try {
    return secureJsonParse.parse(body.toString());
  } catch (error) {
    if (/forbidden prototype property/.test((error as Error).message)) {
      throw refused('The request body has a name that would change what an object is: `__proto__` or `constructor`.');
    }
    throw refused('The request body is not valid JSON.');
  }
}

function refused(message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message });
}
