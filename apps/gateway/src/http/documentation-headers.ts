import type { FastifyReply } from 'fastify';

const BEGINNING = '/docs';
const PATH = /^\/docs(?:[/?]|$)/;

const HEADERS = {
  // Swagger UI puts style elements and attributes into its page, and its icons are data.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The only pages that the service has run scripts of its own, ask nobody else, and are in nobody's frame. */
export function secureDocumentation(url: string, reply: FastifyReply): void {
  // Nearly all requests are for something else: they are not to be held against a pattern.
  if (url.startsWith(BEGINNING) && PATH.test(url)) reply.headers(HEADERS);
}
