import type { IncomingMessage } from 'node:http';
import { newId } from '../stamp.js';

export const REQUEST_ID_HEADER = 'x-request-id';

// Goes into logs and back into a header: nothing that could break a line of either.
const ACCEPTABLE = /^[\w.:/+=-]{1,128}$/;

/** Takes over the caller's `x-request-id`, or makes one. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : newId('req_');
}
