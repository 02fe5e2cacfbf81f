import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The path that takes the name of a model: it may have slashes. */
export const MODEL_NAME = '*';

/** Gives a handler the name of the model in its path. */
export const ModelName = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { '*': string } }>>();
  return params['*'];
});
