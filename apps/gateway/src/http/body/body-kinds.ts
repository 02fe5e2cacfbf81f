import { RouteConfig } from '@nestjs/platform-fastify';
import { OpenAiError } from '@app/openai';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What the body of a request can be: `json` where a route does not say anything else. */
export type BodyKind = 'json' | 'multipart' | 'stream';

declare module 'fastify' {
  interface FastifyContextConfig {
    takes?: BodyKind;
  }
}

// Fastify chooses the parser by the content type alone, so that bodies which nobody parses get one of their own.
const UNPARSED = 'application/x-unparsed';

const JSON_TYPE = 'application/json';
const FORM = /^multipart\/form-data\b/i;

/** Says what the route takes: a form with files, or any bytes, which stay unread for whoever reads `request.raw`. */
export function Takes(kind: Exclude<BodyKind, 'json'>): MethodDecorator {
  return RouteConfig({ takes: kind });
}

export function bodyKindOf(request: FastifyRequest): BodyKind {
  return request.routeOptions.config.takes ?? 'json';
}

/** Has bodies left unread where a route says so. Parsers of JSON and of forms are registered elsewhere. */
export function leaveStreamsUnread(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(UNPARSED, (request, _body, done) =>
    done(bodyKindOf(request) === 'stream' ? null : unsupported('JSON: send `content-type: application/json`')),
  );
}

/**
 * Turns away what a route does not take, before the body is read.
 * @throws OpenAiError 415
 */
export function checkBodyKind(request: FastifyRequest): void {
  const isForm = saysForm(request.headers['content-type']);
  switch (bodyKindOf(request)) {
    case 'stream':
      // Overrides what the parser is chosen by; `request.raw` has the client's.
      request.headers = { 'content-type': UNPARSED };
      break;
    case 'multipart':
      if (!isForm) throw unsupported('a form: send `content-type: multipart/form-data`');
      break;
    case 'json':
      if (isForm && !request.is404) throw unsupported('JSON: send `content-type: application/json`');
      break;
  }
}

function saysForm(type: string | undefined): boolean {
  // Nearly all requests have this one: it is no pattern's business.
  return type !== undefined && type !== JSON_TYPE && FORM.test(type);
}

function unsupported(expected: string): OpenAiError {
  return new OpenAiError({
    status: 415,
    type: 'invalid_request_error',
    message: `The request body must be ${expected}.`,
    code: 'unsupported_media_type',
  });
}
