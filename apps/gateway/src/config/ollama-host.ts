import { isIPv6 } from 'node:net';

const OLLAMA_PORT = 11434;
const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 };

/** Where Ollama is: scheme, host and port, and a path when a proxy serves it below one. */
export interface OllamaHost {
  /** e.g. `http://127.0.0.1:11434` */
  origin: string;
  /** `''`, or e.g. `/ollama`. */
  basePath: string;
}

/**
 * Reads `OLLAMA_HOST` as Ollama's own client does: a host, host:port, :port or URL. Without a scheme the port is 11434,
 * with one it is the scheme's; an address to listen on everywhere (`0.0.0.0`) is reached on loopback.
 * Returns undefined when it cannot be read.
 */
export function parseOllamaHost(text: string): OllamaHost | undefined {
  const value = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  const [, scheme = 'http', rest = ''] = /^(?:([a-z]{1,5}):\/\/)?(.+)$/i.exec(value) ?? [];
  const protocol = scheme.toLowerCase();
  if (!Object.hasOwn(DEFAULT_PORTS, protocol) || rest.includes('://')) return undefined;
  const hasScheme = value.includes('://');
  const hosted = value === 'ollama.com';
  const url = URL.parse(`${hosted ? 'https' : protocol}://${withHost(rest)}`);
  if (!url || url.username || url.password || url.search || url.hash) return undefined;
  const port = explicitPort(rest) ?? (hosted ? 443 : hasScheme ? DEFAULT_PORTS[protocol] : OLLAMA_PORT);
  return {
    origin: `${url.protocol}//${reachable(url.hostname)}:${port}`,
    basePath: url.pathname.replace(/(?<!\/)\/+$/, ''),
  };
}

function withHost(rest: string): string {
  if (isIPv6(rest)) return `[${rest}]`;
  return rest.startsWith(':') ? `127.0.0.1${rest}` : rest;
}

/** Read from the text, because URL drops a port that is its scheme's default. */
function explicitPort(rest: string): number | undefined {
  if (isIPv6(rest)) return undefined;
  const authority = rest.split('/', 1)[0] ?? '';
  const digits = /:(\d{1,5})$/.exec(authority)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function reachable(hostname: string): string {
  if (hostname === '0.0.0.0') return '127.0.0.1';
  return hostname === '[::]' ? '[::1]' : hostname;
}
