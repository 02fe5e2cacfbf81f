import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request whose body nobody has read, and its answer, of which nothing is written. */
export interface NativeExchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Gives a handler the request and its answer as they are. */
export const Exchanged = createParamDecorator((_: unknown, context: ExecutionContext): NativeExchange => {
  const http = context.switchToHttp();
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
});
