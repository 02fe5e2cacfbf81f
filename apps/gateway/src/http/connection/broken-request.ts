import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { OpenAiError } from '@app/openai';
import type { OpenAnswers } from '../../shutdown/open-answers.js';
import { newId } from '../../stamp.js';
import { toErrorBody } from '../error-body.js';
import { REQUEST_ID_HEADER } from '../request-id.js';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

// Enough for a client to read the answer. Who did not send in time may never close either.
const LAST_WORDS_MS = 1_000;

type Broken = Pick<ConnectionError, 'code'>;

/**
 * Answers, when its turn has come, what is not HTTP, has too long a header, or takes too long to arrive.
 * @param answers that are under way
 */
export function refuseBrokenRequest(error: Broken, socket: Socket, answers: OpenAnswers): void {
  const current = answers.on(socket);
  if (current === undefined || !current.req.complete) return answerBrokenRequest(error, socket, current);
  // A client that has closed its side waits for nothing.
  if (isOver(error, socket) || socket.readableEnded) {
    socket.destroy();
    return;
  }
  readNoMore(socket);
  current.once('close', () => {
    if (socket.writable) refuseBrokenRequest(error, socket, answers);
  });
}

/**
 * Answers, on the bare socket, the request that the connection is about.
 * @param answer to it, where it has one already
 * @param url where it is known
 */
export function answerBrokenRequest(error: Broken, socket: Socket, answer?: ServerResponse, url = ''): void {
  // What were said now would stand within the answer.
  if (isOver(error, socket) || answer?.headersSent) {
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

function isOver({ code }: Broken, socket: Socket): boolean {
  return code === 'ECONNRESET' || !socket.writable;
}

/** Whatever else comes is part of what is broken. It is taken all the same, since only who reads sees that a client leaves. */
function readNoMore(socket: Socket): void {
  // Among them Node's, which is what parses.
  socket.removeAllListeners('data').on('data', () => {});
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
