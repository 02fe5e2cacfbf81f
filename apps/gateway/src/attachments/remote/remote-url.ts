import { AttachmentFailure } from '../attachment-failure.js';
import type { PublicInternet } from './public-internet.js';

const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/**
 * A URL that may be fetched, as far as can be told before its host is resolved.
 * @param base where a redirect came from
 * @throws AttachmentFailure for another scheme than http(s), credentials, or a port that is not the web's
 */
export function toRemoteUrl(text: string, internet: Pick<PublicInternet, 'allowsPort'>, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw invalid('it is not a valid URL');
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) throw invalid('only http and https URLs are fetched');
  if (url.username !== '' || url.password !== '') throw invalid('a URL with credentials is not fetched');
  if (!internet.allowsPort(url.port === '' ? defaultPort : Number(url.port))) {
    throw invalid('only the ports 80 and 443 are fetched from');
  }
  return url;
}

function invalid(reason: string): AttachmentFailure {
  return new AttachmentFailure('invalid-url', reason);
}
