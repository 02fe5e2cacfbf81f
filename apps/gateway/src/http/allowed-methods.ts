import type { FastifyInstance } from 'fastify';

/** Knows which methods each path answers, so that a wrong method is a 405 and not a 404. */
export class AllowedMethods {
  readonly #routes: { pattern: string[]; method: string }[] = [];

  /** Has to be called before the routes are registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      for (const each of [method].flat()) this.#routes.push({ pattern: segments(url), method: each });
    });
  }

  /** The methods of the path, each once; empty when there is no such path. */
  of(url: string): string[] {
    const path = segments(url.split('?', 1)[0] ?? '');
    return [...new Set(this.#routes.filter(({ pattern }) => matches(pattern, path)).map(({ method }) => method))];
  }
}

function segments(path: string): string[] {
  return path.split('/').slice(1);
}

function matches(pattern: string[], path: string[]): boolean {
  const wildcard = pattern.at(-1) === '*';
  if (wildcard ? path.length < pattern.length : path.length !== pattern.length) return false;
  return pattern.every((segment, index) => segment === '*' || segment.startsWith(':') || segment === path[index]);
}
