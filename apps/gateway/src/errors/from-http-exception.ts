import type { HttpException } from '@nestjs/common';
import { OpenAiError, type OpenAiErrorType } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { bodyTooLarge } from '../http/body/body-too-large.js';

/**
 * What Nest and Fastify refuse before a route is reached, in OpenAI's words.
 * @param allowedMethods the methods of the path that was asked for
 */
export function fromHttpException(
  exception: HttpException,
  request: Pick<FastifyRequest, 'method' | 'url'>,
  allowedMethods: string[],
): OpenAiError {
  const status = exception.getStatus();
  const path = request.url.split('?', 1)[0] ?? '';
  switch (status) {
    case 404:
      return allowedMethods.length > 0
        ? methodNotAllowed(request.method, path, allowedMethods)
        : unknownUrl(request.method, path);
    case 413:
      return bodyTooLarge();
    case 415:
      return refused(
        415,
        'The request body must be JSON: send `content-type: application/json`.',
        'unsupported_media_type',
      );
    case 400:
      return refused(400, exception.message);
    case 429:
      return new OpenAiError({ status, type: 'rate_limit_error', message: exception.message });
    default:
      return new OpenAiError({ status, type: typeOf(status), message: exception.message });
  }
}

function methodNotAllowed(method: string, path: string, allowed: string[]): OpenAiError {
  const message = `Not allowed to ${method} on ${path}. Allowed: ${allowed.join(', ')}.`;
  return refused(405, message, 'method_not_supported');
}

function unknownUrl(method: string, path: string): OpenAiError {
  return new OpenAiError({
    status: 404,
    type: 'invalid_request_error',
    message: `Invalid URL (${method} ${path})`,
    code: 'unknown_url',
  });
}

function refused(status: number, message: string, code?: string): OpenAiError {
  return new OpenAiError({ status, type: 'invalid_request_error', message, ...(code && { code }) });
}

function typeOf(status: number): OpenAiErrorType {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
