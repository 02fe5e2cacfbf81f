import { OpenAiError } from '@app/openai';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Node takes every body whose last transfer coding is `chunked` for one that is chunked and nothing else. Somebody before it
 * may have taken it for something else.
 * @throws OpenAiError 400
 */
export function requireChunked({ headers }: FastifyRequest, reply: FastifyReply): void {
  const encoding = headers['transfer-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'chunked') return;
  // Whatever else comes over this connection may be meant for somebody else.
  reply.raw.shouldKeepAlive = false;
  throw OpenAiError.invalidRequest({ message: 'The header `transfer-encoding` may say `chunked` only.' });
}
