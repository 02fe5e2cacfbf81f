import type { FastifyInstance } from 'fastify';
import { isIP } from 'node:net';
import type { KnownRoutes } from './known-routes.js';

const OWN_ORIGIN =
  /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(:\d+)?|(app|file|tauri|vscode-webview|vscode-file):\/\/.*)$/;
const OWN_NAME = /^(localhost|.*\.(localhost|local|internal))$/i;
const ALLOWED_METHODS = 'GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS';
const ALLOWED_HEADERS = [
  'Authorization',
  'Content-Type',
  'User-Agent',
  'Accept',
  'X-Requested-With',
  'Openai-Beta',
  ...[
    'Arch',
    'Async',
    'Custom-Poll-Interval',
    'Helper-Method',
    'Lang',
    'Os',
    'Package-Version',
    'Poll-Helper',
    'Retry-Count',
    'Runtime',
    'Runtime-Version',
    'Timeout',
  ].map((name) => `X-Stainless-${name}`),
].join(',');
const PREFLIGHT_MAX_AGE_SECONDS = 12 * 60 * 60;

/**
 * Turns foreign pages and foreign host names away before any route, as Ollama does: a page in a browser could reach
 * this server otherwise, under a name of its own too.
 */
export function guardAccess(fastify: FastifyInstance, routes: KnownRoutes): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { host, origin } = request.headers;
    if (!isOwnHost(host)) return void reply.status(403).send();
    if (origin === undefined) return done();
    if (!OWN_ORIGIN.test(origin)) return void reply.status(403).send();
    void reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
    if (request.method !== 'OPTIONS') return done();
    void reply
      .header('access-control-allow-methods', ALLOWED_METHODS)
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', PREFLIGHT_MAX_AGE_SECONDS)
      .header('allow', routes.methodsOf(request.url).join(', '))
      .header('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers')
      .status(204)
      .send();
  });
}

export function isOwnHost(host: string | undefined): boolean {
  if (host === undefined || host === '') return true;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(name) !== 0 || OWN_NAME.test(name);
}
