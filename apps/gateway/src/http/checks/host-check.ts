import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { OpenAiError } from '@app/openai';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hostOf } from '../url/request-target.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
// What a URL may have there (RFC 3986, 3.2.2), but for a comma, which would be a list; or nothing.
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]*)(?::\d*)?$/i;
const LOCAL_NAMES = /(^|\.)(localhost|local|internal)$/;

/**
 * A page in a browser on this machine can have its own host name resolve to a loopback address, and then read answers as
 * its own (DNS rebinding). A service that listens on loopback only therefore answers for local names and addresses alone,
 * as Ollama does.
 * @param listensOn the configured address
 */
export function createHostCheck(listensOn: string): (request: FastifyRequest) => void {
  if (!LOOPBACK.test(listensOn)) return () => {};
  const ownName = hostname().toLowerCase();
  // Nearly all requests name the same one.
  let served = '';
  return ({ headers, originalUrl }) => {
    const host = hostOf(originalUrl) ?? headers.host ?? '';
    if (host === served) return;
    const name = hostName(host);
    if (name === '' || isIP(name) !== 0 || name === ownName || LOCAL_NAMES.test(name)) {
      served = host;
      return;
    }
    throw new OpenAiError({
      status: 403,
      type: 'permission_error',
      message: 'This host name is not served: the service listens on loopback only.',
      code: 'host_not_allowed',
    });
  };
}

/**
 * HTTP/1.1 asks for one host in every request: of several, two servers in a row could each take another. Node would refuse
 * a request without in a form of its own, and takes the first of several.
 * @throws OpenAiError 400
 */
export function requireHost({ headers: { host }, raw, originalUrl }: FastifyRequest, reply: FastifyReply): void {
  const problem = hostProblem(raw, host, hostOf(originalUrl));
  if (problem === undefined) return;
  // Whatever else comes over this connection may be meant for somebody else.
  reply.raw.shouldKeepAlive = false;
  throw OpenAiError.invalidRequest({ message: problem });
}

function hostProblem({ httpVersion, rawHeaders }: IncomingMessage, host?: string, ofTarget?: string) {
  if (host === undefined) return httpVersion === '1.0' ? undefined : 'The request has no header `host`.';
  if (hasSeveralHosts(rawHeaders)) return 'The request has more than one header `host`.';
  if (!isValid(host) || (ofTarget !== undefined && !isValid(ofTarget))) {
    return 'The host of the request is not valid.';
  }
  return undefined;
}

/** Nearly all requests name the same one. */
let lastValid = '';

function isValid(host: string): boolean {
  if (host === lastValid) return true;
  if (!HOST.test(host)) return false;
  lastValid = host;
  return true;
}

function hasSeveralHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  // Names and values take turns. Every request goes through this: lengths are compared first.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1;
}

/** The name in `name:port` or `[address]:port`. */
function hostName(host: string): string {
  const inBrackets = /^\[(?<address>[^\]]*)\]/.exec(host)?.groups?.['address'];
  return (inBrackets ?? host.replace(/:\d*$/, '')).toLowerCase();
}
