import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { guardAccess } from './access.js';
import { acceptAnyBody } from './any-body.js';
import type { KnownRoutes } from './known-routes.js';

const BODY_LIMIT_BYTES = 256 * 1024 * 1024;

/** The HTTP side: who may ask, bodies whatever their content type says, which routes there are. */
export function createFastifyAdapter(routes: KnownRoutes): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  const fastify: FastifyInstance = adapter.getInstance();
  acceptAnyBody(fastify);
  guardAccess(fastify, routes);
  routes.watch(fastify);
  return adapter;
}
