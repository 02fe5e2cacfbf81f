import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { buildConnector } from 'undici';
import { AttachmentFailure } from '../attachment-failure.js';
import type { PublicInternet } from './public-internet.js';

/**
 * Connects to public hosts only. A name is resolved once for a connection, and the addresses that were found allowed
 * are the ones that are tried: a name that changes its mind in between changes nothing.
 */
export function publicConnector(
  internet: PublicInternet,
  signal: AbortSignal,
  timeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, timeout: timeoutMs, lookup: publicLookup(internet, signal) });
  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    // Nobody looks up what is an address already.
    if (isIP(host) !== 0 && !internet.allowsAddress(host)) callback(notPublic(), null);
    else connect(options, callback);
  };
}

function publicLookup(internet: PublicInternet, signal: AbortSignal): LookupFunction {
  const resolvePublic = callbackify(async (hostname: string) => {
    const addresses = await internet.resolve(hostname, signal);
    // One address that is not public beside others is an attack, not a service.
    if (addresses.length === 0 || !addresses.every((address) => internet.allowsAddress(address))) throw notPublic();
    return addresses.map((address) => ({ address, family: isIP(address) }));
  });
  return (hostname, { all }, callback) =>
    resolvePublic(hostname, (error, addresses) => {
      const [first] = error ? [] : addresses;
      if (all || first === undefined) callback(error, addresses);
      else callback(null, first.address, first.family);
    });
}

/** The same for a name that is unknown and one that is known inside only: which names are, is nobody's business. */
function notPublic(): AttachmentFailure {
  return new AttachmentFailure('invalid-url', 'its host is unknown or not on the public internet');
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
