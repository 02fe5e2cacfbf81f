import type { FastifyInstance } from 'fastify';

/** Handlers get the body as text: Ollama reads it as JSON, whatever the content type says. */
export function acceptAnyBody(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}
