import { OpenAiError } from '@app/openai';
import type { FastifyReply, FastifyRequest } from 'fastify';

const PATH = '/v1/responses';

/**
 * Says at once that responses are not spoken over a WebSocket: clients that try it first then use HTTP, and try a 404
 * again and again.
 * @throws OpenAiError 426
 */
export function refuseWebSocket({ headers, url }: FastifyRequest, reply: FastifyReply): void {
  if (headers.upgrade?.toLowerCase() !== 'websocket' || url.split('?', 1)[0] !== PATH) return;
  // What the client is to use instead.
  reply.header('upgrade', 'HTTP/1.1').header('connection', 'upgrade');
  throw new OpenAiError({
    status: 426,
    type: 'invalid_request_error',
    message: 'There is no WebSocket here: POST the request over HTTP.',
    code: 'upgrade_required',
  });
}
