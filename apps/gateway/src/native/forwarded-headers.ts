import type { IncomingHttpHeaders } from 'node:http';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** They are about one connection, and a message that is passed on travels over two. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * `host` is the gateway's, and `expect` was answered by it. Who may use the service was decided here, with credentials and
 * an origin that are not Ollama's business: it gets the gateway's own key.
 */
const FOR_THE_GATEWAY = ['host', 'expect', 'authorization', 'cookie', 'origin'];

/** Which pages may read an answer is decided here. */
const CORS = /^access-control-/;

/** What Ollama gets of a client's headers. */
export function toOllamaHeaders(headers: IncomingHttpHeaders): Headers {
  return without(headers, (name) => FOR_THE_GATEWAY.includes(name));
}

/** What a client gets of Ollama's headers. */
export function toClientHeaders(headers: Headers): Headers {
  return without(headers, (name) => CORS.test(name));
}

function without(headers: Headers, isUnwanted: (name: string) => boolean): Headers {
  const { connection = '' } = headers;
  const namedByConnection = [connection]
    .flat()
    .join(',')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const kept = Object.entries(headers).filter(
    ([name]) => !HOP_BY_HOP.includes(name) && !namedByConnection.includes(name) && !isUnwanted(name),
  );
  return Object.fromEntries(kept);
}
