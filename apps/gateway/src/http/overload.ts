import { OpenAiError } from '@app/openai';
import type { FastifyInstance } from 'fastify';
import { isHealthCheck } from '../health/health-paths.js';
import { EventLoopWatch } from './event-loop-watch.js';

const RETRY_AFTER_SECONDS = 1;

/**
 * Refuses requests while the event loop lags behind: whoever waits in it waits for all that came before, so that a
 * service that takes on more than it can do soon does nothing in time.
 */
export function refuseWhenOverloaded(fastify: FastifyInstance, maxEventLoopDelayMs: number): void {
  const watch = new EventLoopWatch(maxEventLoopDelayMs);
  watch.start();
  fastify.addHook('onClose', (_fastify, done) => {
    watch.stop();
    done();
  });
  fastify.addHook('onRequest', ({ url }, _reply, done) =>
    done(watch.lagsBehind && !isHealthCheck(url) ? overloaded() : undefined),
  );
}

function overloaded(): OpenAiError {
  return new OpenAiError({
    status: 503,
    type: 'server_error',
    message: 'The service has more to do than it can: try again later.',
    code: 'overloaded',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
