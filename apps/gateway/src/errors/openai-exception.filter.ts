import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AllowedMethods } from '../http/allowed-methods.js';
import { toErrorBody } from '../http/error-body.js';
import { ErrorTranslator } from './error-translator.js';

/** Answers every error of every route with OpenAI's status and error body; those of Ollama's own API have Ollama's. */
@Catch()
export class OpenAiExceptionFilter implements ExceptionFilter<unknown> {
  constructor(
    private readonly errors: ErrorTranslator,
    private readonly allowedMethods: AllowedMethods,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // A stream that has begun has reported its own end; a client that has gone hears nothing.
    if (reply.sent || reply.raw.headersSent || reply.raw.destroyed) return;

    const error = this.errors.translate(exception, request);
    if (error.status === 405) reply.header('allow', this.allowedMethods.of(request.url).join(', '));
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    void reply.status(error.status).send(toErrorBody(error, request));
  }
}
