import type { IncomingMessage } from 'node:http';

/** Whether a request says, by its headers, that a body comes with it. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
