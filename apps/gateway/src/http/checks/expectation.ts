import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAiError } from '@app/openai';
import type { FastifyInstance } from 'fastify';

/** Refuses what a client expects of the service, but for `100-continue`: Node would do it without a word. */
export function refuseExpectations(fastify: FastifyInstance): void {
  const { server } = fastify;
  const unmet = new WeakSet<IncomingMessage>();
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    unmet.add(request);
    server.emit('request', request, response);
  });
  fastify.addHook('onRequest', ({ raw }, _reply, done) =>
    done(raw.headers.expect !== undefined && unmet.has(raw) ? expectationFailed() : undefined),
  );
}

function expectationFailed(): OpenAiError {
  return new OpenAiError({
    status: 417,
    type: 'invalid_request_error',
    message: 'The header `expect` asks for something that is not supported. Supported is 100-continue.',
  });
}
