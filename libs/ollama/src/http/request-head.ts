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
  let head = startOf(method, path, host, headers);
  if (length === 'chunked') head += 'transfer-encoding: chunked\r\n';
  else if (length !== undefined) head += `content-length: ${length}\r\n`;
  return `${head}\r\n`;
}

interface Start {
  method: string;
  path: string;
  host: string;
  headers: Headers;
  text: string;
}

/** Headers that do not change are those of nearly all requests, and the rest is too: it is written and checked once. */
let last: Start | undefined;

function startOf(method: string, path: string, host: string, headers: Headers): string {
  if (last?.headers === headers && last.path === path && last.host === host && last.method === method) return last.text;
  if (!PATH.test(path)) throw new TypeError(`No path: ${path}`);
  const text = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${toLines(headers)}`;
  if (Object.isFrozen(headers)) last = { method, path, host, headers, text };
  return text;
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
