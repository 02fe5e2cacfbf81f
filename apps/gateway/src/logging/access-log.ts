import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from './log.js';

/** One line a request, when its answer has ended or its client has gone. */
export function logAnswer(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  const { exchange } = request;
  log.info(
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.raw.headersSent ? reply.raw.statusCode : null,
      durationMs: Math.round(reply.elapsedTime),
      model: exchange.model,
      stream: exchange.stream,
      firstByteMs: exchange.firstByteMs,
      promptTokens: exchange.promptTokens,
      completionTokens: exchange.completionTokens,
      error: exchange.failure,
      clientGone: reply.raw.writableFinished || exchange.clientStalled ? undefined : true,
      clientStalled: exchange.clientStalled,
    },
    'request',
  );
}
