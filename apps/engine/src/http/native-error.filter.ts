import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG, type Log } from '../logging/log.js';
import { KnownRoutes } from './known-routes.js';
import { toNativeError } from '../errors/native-error.js';

/** Answers every error as Ollama does; unknown routes and wrong methods in its plain text. */
@Catch()
export class NativeErrorFilter implements ExceptionFilter<unknown> {
  constructor(
    private readonly routes: KnownRoutes,
    @Inject(LOG) private readonly log: Log,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent || reply.raw.destroyed) return;
    if (exception instanceof NotFoundException) return this.answerUnknownRoute(request, reply);

    const error = toNativeError(exception);
    // 501 is what the engine has not, and nothing that went wrong.
    if (error.status >= 500 && error.status !== 501) this.log.error({ err: error.cause ?? error }, 'request failed');
    void reply.status(error.status).send(error.toBody());
  }

  private answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): void {
    const methods = this.routes.methodsOf(request.url);
    void reply.header('content-type', 'text/plain');
    if (methods.length === 0) return void reply.status(404).send('404 page not found');
    void reply.header('allow', methods.join(', ')).status(405).send('405 method not allowed');
  }
}
