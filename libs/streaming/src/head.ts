import type { ServerResponse } from 'node:http';

export type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

/**
 * Writes the head of an answer with these headers beside those that the response has.
 * @throws TypeError for a header that cannot be sent; the connection is broken off, since nobody else answers any more
 */
export function writeHead(response: ServerResponse, ...headers: readonly Headers[]): void {
  const all: Record<string, Headers[string]> = Object.assign({}, ...headers);
  for (const name in all) if (all[name] === undefined) delete all[name];
  try {
    response.writeHead(200, all);
  } catch (error) {
    response.destroy();
    throw error;
  }
}
