import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { OpenAiError } from '@app/openai';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
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
  return ({ headers }) => {
    const name = hostName(headers.host ?? '');
    if (name === '' || isIP(name) !== 0 || name === ownName || LOCAL_NAMES.test(name)) return;
    throw new OpenAiError({
      status: 403,
      type: 'permission_error',
      message: 'This host name is not served: the service listens on loopback only.',
      code: 'host_not_allowed',
    });
  };
}

/**
 * HTTP/1.1 asks for a host in every request. Node would refuse one without in a form of its own.
 * @throws OpenAiError 400
 */
export function requireHost({ headers, raw }: FastifyRequest): void {
  if (headers.host === undefined && raw.httpVersion !== '1.0') {
    throw OpenAiError.invalidRequest({ message: 'The request has no header `host`.' });
  }
}

/** The name in `name:port` or `[address]:port`. */
function hostName(host: string): string {
  const inBrackets = /^\[(?<address>[^\]]*)\]/.exec(host)?.groups?.['address'];
  return (inBrackets ?? host.replace(/:\d*$/, '')).toLowerCase();
}
