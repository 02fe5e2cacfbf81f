import { validateHeaderName, validateHeaderValue } from 'node:http';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What Node lets through of a client's request, and what is of a path. */
const PATH = /^\/[\x21-\xff]*$/;

/** What is said of the connection and of the body's length is said here. */
const OWN = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** How the server knows where the body ends: after that many bytes, or where its chunks say; undefined without a body. */
export type BodyLength = number | 'chunked' | undefined;

/**
 * The lines before a request's body.
 *
 * @throws TypeError for a path or header that would be read as something else
 */
export function requestHead(method: string, path: string, host: string, headers: Headers, length: BodyLength): string {
  if (!PATH.test(path)) throw new TypeError(`No path: ${path}`);
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${linesOf(headers)}`;
  if (length === 'chunked') head += 'transfer-encoding: chunked\r\n';
  else if (length !== undefined) head += `content-length: ${length}\r\n`;
  return `${head}\r\n`;
}

/** Headers that do not change are those of nearly all requests. */
const known = new WeakMap<Headers, string>();

function linesOf(headers: Headers): string {
  const lines = known.get(headers) ?? toLines(headers);
  if (Object.isFrozen(headers)) known.set(headers, lines);
  return lines;
}

function toLines(headers: Headers): string {
  let lines = '';
  for (const name of Object.keys(headers)) {
    if (name === 'content-length') continue;
    if (OWN.includes(name.toLowerCase())) throw new TypeError(`No header of a message: ${name}`);
    for (const value of [headers[name] ?? []].flat()) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      lines += `${name}: ${value}\r\n`;
    }
  }
  return lines;
}
