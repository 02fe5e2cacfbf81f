import { OpenAiError } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { bodyKindOf } from '../body/body-kinds.js';

/**
 * A browser lets any page send a form or plain text without asking the service first (CORS is about reading the answer).
 * Routes that take such bodies therefore look at who asks: this service's own pages, those of the configured origins, and
 * whatever is no browser.
 * @param allowed the configured origins
 */
export function createOriginCheck(allowed: '*' | readonly string[] | undefined): (request: FastifyRequest) => void {
  return (request) => {
    const { origin, host } = request.headers;
    if (origin === undefined || bodyKindOf(request) === 'json') return;
    if (allowed === '*' || allowed?.includes(origin) || URL.parse(origin)?.host === host) return;
    throw new OpenAiError({
      status: 403,
      type: 'permission_error',
      message: 'Pages of this origin may not use the service: GATEWAY_CORS_ORIGINS allows them to.',
      code: 'origin_not_allowed',
    });
  };
}
