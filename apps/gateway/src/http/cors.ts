import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { REQUEST_ID_HEADER } from './request-id.js';

const PREFLIGHT_SECONDS = 7200;

/**
 * Lets pages of these origins use the service. Whatever headers they want to send are allowed: the official clients send a
 * dozen `x-stainless-*` ones of their own.
 */
export function allowOrigins(app: NestFastifyApplication, origins: '*' | readonly string[] | undefined): void {
  if (origins === undefined) return;
  app.enableCors({
    origin: origins === '*' ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposedHeaders: [REQUEST_ID_HEADER, 'x-ignored-fields', 'retry-after'],
    maxAge: PREFLIGHT_SECONDS,
    // Without it an OPTIONS that is no preflight is refused in a form that is not OpenAI's.
    strictPreflight: false,
  });
}
