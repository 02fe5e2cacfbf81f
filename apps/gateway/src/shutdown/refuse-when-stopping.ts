import { toOpenAiError } from '@app/openai';
import type { FastifyInstance } from 'fastify';

/**
 * While the service stops, a connection closes with its answer, and what still comes over open ones is refused: Node would
 * keep them for the next request, and Fastify refuse that in a form of its own.
 */
export function refuseWhenStopping(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    reply.raw.once('close', () => {
      if (stopping) socket.destroySoon();
    });
    done(stopping ? toOpenAiError({ kind: 'closed' }) : undefined);
  });
}
