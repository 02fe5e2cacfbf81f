import { HttpException, Inject, Injectable } from '@nestjs/common';
import { OllamaError, type OllamaFailure } from '@app/ollama';
import { OpenAiError, toOpenAiError } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { AllowedMethods } from '../http/allowed-methods.js';
import { LOG, type Log } from '../logging/log.js';
import { fromHttpException } from './from-http-exception.js';

/** Makes an OpenAI error of whatever was thrown, and keeps the inside inside. */
@Injectable()
export class ErrorTranslator {
  constructor(
    private readonly allowedMethods: AllowedMethods,
    @Inject(LOG) private readonly log: Log,
  ) {}

  translate(exception: unknown, request: FastifyRequest): OpenAiError {
    const error = this.toOpenAiError(exception, request);
    this.note(error, request);
    return error;
  }

  /** For the log line, also of an error that the status no longer tells. */
  note(error: OpenAiError, request: FastifyRequest): void {
    request.exchange.failure = error.code ?? error.type;
  }

  private toOpenAiError(exception: unknown, request: FastifyRequest): OpenAiError {
    if (exception instanceof OpenAiError) return exception;
    if (exception instanceof OllamaError) return this.fromOllama(exception, request);
    if (exception instanceof HttpException) {
      return fromHttpException(exception, request, this.allowedMethods.of(request.url));
    }
    this.log.error({ requestId: request.id, err: exception }, 'unexpected error');
    return new OpenAiError({
      status: 500,
      type: 'server_error',
      message: 'The server had an error while processing your request.',
    });
  }

  /** The answer tells what happened, the log where. */
  private fromOllama({ failure }: OllamaError, request: FastifyRequest): OpenAiError {
    const error = toOpenAiError(failure, request.exchange.promptField);
    if (error.status >= 500 && !isOurOwn(failure)) {
      this.log.warn({ requestId: request.id, failure: withoutWords(failure) }, 'Ollama failed');
    }
    return error;
  }
}

/** It was not even asked; the line of the request says so. */
function isOurOwn({ kind }: OllamaFailure): boolean {
  return kind === 'overloaded' || kind === 'closed';
}

/** Ollama's own words may repeat the prompt or the answer. */
function withoutWords(failure: OllamaFailure): object {
  return 'message' in failure ? { ...failure, message: undefined } : failure;
}
