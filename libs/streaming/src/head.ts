import type { ServerResponse } from 'node:http';

export type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

/** Writes the head of an answer with these headers beside those that the response has. */
export function writeHead(response: ServerResponse, ...headers: readonly Headers[]): void {
  const all: Record<string, Headers[string]> = Object.assign({}, ...headers);
  for (const name in all) if (all[name] === undefined) delete all[name];
  response.writeHead(200, all);
}
