import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasBody } from '../body/has-body.js';
import { answerBrokenRequest } from './broken-request.js';

const TIMED_OUT = { code: 'ERR_HTTP_REQUEST_TIMEOUT' };

/**
 * Limits the time in which the body of a request has to arrive. Node's own limit holds for every request, and a model that
 * is uploaded takes as long as it takes: that is not limited while somebody passes it on.
 */
export function createReceiveLimit(limitMs: number): (request: FastifyRequest, reply: FastifyReply) => void {
  let begun: [FastifyRequest, FastifyReply][] = [];
  const limitBegun = () => {
    const requests = begun;
    begun = [];
    // Most bodies come with their headers: they need no timer.
    for (const [request, reply] of requests) if (!isOver(request)) limit(request, reply, limitMs);
  };
  return (request, reply) => {
    if (hasBody(request.raw) && begun.push([request, reply]) === 1) setImmediate(limitBegun);
  };
}

function limit(request: FastifyRequest, reply: FastifyReply, limitMs: number): void {
  const timer = setTimeout(() => {
    if (request.exchange.isPassedOn || isSentAhead(reply)) timer.refresh();
    else if (reply.raw.headersSent) request.raw.destroy();
    else answerBrokenRequest(TIMED_OUT, request.raw.socket, reply.raw, request.url);
  }, limitMs);
  const stop = () => clearTimeout(timer);
  request.raw.once('end', stop).once('close', stop);
}

/** All of it was read, or it will not come. */
function isOver({ raw }: FastifyRequest): boolean {
  return raw.closed || raw.readableEnded;
}

/** The connection still belongs to the answer to an earlier request. */
function isSentAhead({ raw }: FastifyReply): boolean {
  return raw.socket === null && !raw.writableFinished;
}
