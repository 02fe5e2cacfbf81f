import type { FastifyInstance } from 'fastify';

/**
 * Has hooks left out that others want to run with every request, from now on.
 * @returns the function that ends it
 */
export function leaveOutHooks(fastify: FastifyInstance, isLeftOut: (name: string) => boolean): () => void {
  // Unbound, since instances made of this one inherit it.
  const addHook: FastifyInstance['addHook'] = Reflect.get(fastify, 'addHook');
  fastify.addHook = (name: string, ...hook: unknown[]) =>
    isLeftOut(name) ? fastify : (Reflect.apply(addHook, fastify, [name, ...hook]) as FastifyInstance);
  return () => {
    fastify.addHook = addHook;
  };
}
