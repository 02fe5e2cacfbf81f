import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  ImATeapotException,
  InternalServerErrorException,
  NotFoundException,
  PayloadTooLargeException,
  UnauthorizedException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { fromHttpException } from './from-http-exception.js';

const request = { method: 'PUT', url: '/v1/models?key=secret' };

function errorOf(exception: HttpException, allowed: string[] = []) {
  const error = fromHttpException(exception, request, allowed);
  return [error.status, error.toBody().error];
}

const invalid = (message: string, code: string | null = null) => ({
  message,
  type: 'invalid_request_error',
  param: null,
  code,
});

describe('fromHttpException', () => {
  it.each<[HttpException, string[], unknown[]]>([
    [new NotFoundException('Cannot PUT /'), [], [404, invalid('Invalid URL (PUT /v1/models)', 'unknown_url')]],
    [
      new NotFoundException('Cannot PUT /'),
      ['GET', 'HEAD'],
      [405, invalid('Not allowed to PUT on /v1/models. Allowed: GET, HEAD.', 'method_not_supported')],
    ],
    [new PayloadTooLargeException(), [], [413, invalid('The request body is too large.', 'request_too_large')]],
    [
      new UnsupportedMediaTypeException(),
      [],
      [415, invalid('The request body must be JSON: send `content-type: application/json`.', 'unsupported_media_type')],
    ],
    [new BadRequestException('Fastify’s own words'), [], [400, invalid('Fastify’s own words')]],
    [new UnauthorizedException('No key'), [], [401, { ...invalid('No key'), type: 'authentication_error' }]],
    [new ForbiddenException('No entry'), [], [403, { ...invalid('No entry'), type: 'permission_error' }]],
    [new HttpException('Slow down', 429), [], [429, { ...invalid('Slow down'), type: 'rate_limit_error' }]],
    [new ImATeapotException('Tea'), [], [418, invalid('Tea')]],
    [new InternalServerErrorException('Oh'), [], [500, { ...invalid('Oh'), type: 'server_error' }]],
  ])('%s with %j', (exception, allowed, expected) => {
    expect(errorOf(exception, allowed)).toEqual(expected);
  });
});
