import type { OllamaFailure } from '../errors/ollama-failure.js';
import { ConnectionsClosed } from './connections-closed.js';

/** How far a request had come when it failed. */
export interface Progress {
  origin: string;
  connectTimeoutMs: number;
  /** The request was put on a connection. */
  connected: boolean;
  /** The answer's head was there. */
  answering: boolean;
}

/** Says in Ollama's terms what an error of the network means. */
export function failureOf(error: Error, { origin, connectTimeoutMs, connected, answering }: Progress): OllamaFailure {
  if (error instanceof ConnectionsClosed) return { kind: 'closed' };
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return { kind: 'dns', origin };
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { kind: 'timeout', phase: 'connect', limitMs: connectTimeoutMs };
    default:
      // Unreachable hosts and failed TLS handshakes count as refused: nobody has seen the request.
      return connected ? { kind: 'connection-lost', origin, answering } : { kind: 'refused', origin };
  }
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
