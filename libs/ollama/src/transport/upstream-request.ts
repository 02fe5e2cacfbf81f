import type { Readable } from 'node:stream';
import type { UpstreamHead } from '../http/upstream-head.js';

/** A request in HTTP's terms. */
export interface UpstreamRequest {
  method: string;
  /** From the root of Ollama's API, with the query: `/api/chat`. */
  path: string;
  headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** A stream can be sent once, so that a request with it can be subscribed to once. */
  body?: string | Buffer | Readable;
  /** A download is silent for as long as it takes: no time limit but the one to connect. */
  mayBeSilent?: boolean;
  /** Called once, before the first bytes of the body. */
  onHead: (head: UpstreamHead) => void;
}
