import { OpenAiError } from '@app/openai';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHealthCheck } from '../health/health-paths.js';
import { EventLoopWatch } from './event-loop-watch.js';

const RETRY_AFTER_SECONDS = 1;

/**
 * Refuses requests while the event loop lags behind: whoever waits in it waits for all that came before, so that a
 * service that takes on more than it can do soon does nothing in time.
 * @returns the check, which throws OpenAiError 503
 */
export function createOverloadCheck(
  fastify: FastifyInstance,
  maxEventLoopDelayMs: number,
): (request: FastifyRequest) => void {
  const watch = new EventLoopWatch(maxEventLoopDelayMs);
  watch.start();
  fastify.addHook('onClose', (_fastify, done) => {
    watch.stop();
    done();
  });
  return ({ url }) => {
    if (watch.lagsBehind && !isHealthCheck(url)) throw overloaded();
  };
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
