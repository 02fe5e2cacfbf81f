import underPressure from '@fastify/under-pressure';
import { OpenAiError } from '@app/openai';
import type { FastifyInstance } from 'fastify';
import { isHealthCheck } from '../health/health-paths.js';

const SAMPLE_MS = 500;
const RETRY_AFTER_SECONDS = 1;

/**
 * Refuses requests while the event loop lags behind: whoever waits in it waits for all that came before, so that a
 * service that takes on more than it can do soon does nothing in time.
 */
export function refuseWhenOverloaded(fastify: FastifyInstance, maxEventLoopDelay: number): void {
  void fastify.register(underPressure, {
    maxEventLoopDelay,
    sampleInterval: SAMPLE_MS,
    pressureHandler: ({ url }) => {
      if (!isHealthCheck(url)) throw overloaded();
    },
  });
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
