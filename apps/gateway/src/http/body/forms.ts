import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { leaveOutHooks } from '../leave-out-hooks.js';

/**
 * Has forms taken, by the plugin that Nest's `FileInterceptor` builds on and registers itself where nobody has. It has two
 * asynchronous hooks for every request, which remove files that it has saved; here it saves none, and does without: that is
 * 2 % of what a short answer costs.
 */
export function acceptForms(fastify: FastifyInstance): void {
  fastify.register(Object.assign(registerWithoutHooks, { [Symbol.for('skip-override')]: true }));
}

async function registerWithoutHooks(fastify: FastifyInstance): Promise<void> {
  const restore = leaveOutHooks(fastify, () => true);
  await fastify.register(multipart);
  restore();
}
