import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { OpenAiError } from '@app/openai';
import { newId } from '../stamp.js';
import { toErrorBody } from './error-body.js';
import { REQUEST_ID_HEADER } from './request-id.js';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

// Enough for a client to read the answer. Who did not send in time may never close either.
const LAST_WORDS_MS = 1_000;

/**
 * Answers, on the bare socket, what is not HTTP, has too long a header, or takes too long to arrive.
 * @param current the answer that the connection is about, if there is one
 * @param url where it is known
 */
export function answerBrokenRequest(
  error: Pick<ConnectionError, 'code'>,
  socket: Socket,
  current?: ServerResponse,
  url = '',
): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isOfAnother(current)) {
    socket.destroy();
    return;
  }
  const { status, message } = explain(error.code);
  const refusal = new OpenAiError({ status, type: 'invalid_request_error', message });
  const body = JSON.stringify(toErrorBody(refusal, { url }));
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\n${REQUEST_ID_HEADER}: ${newId('req_')}\r\n` +
      `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
  const timer = setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** What were said now would stand within the answer to an earlier request, or be taken for it. */
function isOfAnother(current: ServerResponse | undefined): boolean {
  return current !== undefined && (current.headersSent || current.req.complete);
}

function explain(code: string): { status: number; message: string } {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'The request headers are too large.' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request took too long to arrive.' };
    default:
      return { status: 400, message: 'The request is not valid HTTP.' };
  }
}
