import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { OpenAiError } from '@app/openai';
import type { FastifyRequest } from 'fastify';

/**
 * Refuses what a client expects of the service, but for `100-continue`: Node would do it without a word.
 * @returns the check, which throws OpenAiError 417
 */
export function createExpectationCheck(server: Server): (request: FastifyRequest) => void {
  const unmet = new WeakSet<IncomingMessage>();
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    unmet.add(request);
    server.emit('request', request, response);
  });
  return ({ raw }) => {
    if (raw.headers.expect !== undefined && unmet.has(raw)) throw expectationFailed();
  };
}

function expectationFailed(): OpenAiError {
  return new OpenAiError({
    status: 417,
    type: 'invalid_request_error',
    message: 'The header `expect` asks for something that is not supported. Supported is 100-continue.',
  });
}
