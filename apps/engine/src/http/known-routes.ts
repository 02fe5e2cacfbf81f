import type { FastifyInstance } from 'fastify';

/** Which methods each path answers, so that a wrong one is a 405 and not a 404. */
export class KnownRoutes {
  readonly #methods = new Map<string, string[]>();

  /** Has to be called before the routes are registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      const known = this.#methods.get(url) ?? [];
      // Ollama names HEAD before GET.
      this.#methods.set(url, [...new Set([...known, ...[method].flat()])].toSorted().toReversed());
    });
  }

  methodsOf(url: string): readonly string[] {
    const path = url.split('?', 1)[0] ?? '';
    return this.#methods.get(path) ?? this.#methods.get(path.replace(/(?<=\/)[^/]+$/, ':digest')) ?? [];
  }
}
