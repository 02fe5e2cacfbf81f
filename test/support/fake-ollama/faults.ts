import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Piece, pour, writePiece } from './answer.js';
import { errorAnswer, type Head } from './answers.js';

/** Long enough for a client to read what was sent before the reset. */
const BEFORE_RESET_MS = 20;

const STREAM_HEADERS = { 'content-type': 'application/x-ndjson' };

/** An origin on this machine at which nobody listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** Takes the request and never says a word. */
export function silence(): Answer {
  return () => {};
}

/** Resets the connection instead of answering. */
export function resetBeforeHeaders(): Answer {
  return (_request, response) => reset(response);
}

/** Sends status and headers, then resets the connection. */
export function resetAfterHeaders(): Answer {
  return async (_request, response) => {
    response.writeHead(200, STREAM_HEADERS);
    response.flushHeaders();
    await pause(BEFORE_RESET_MS);
    reset(response);
  };
}

/** Sends some pieces, then resets the connection. */
export function resetInMidStream(list: readonly Piece[]): Answer {
  return async (_request, response) => {
    response.writeHead(200, STREAM_HEADERS);
    for (const piece of list) await writePiece(response, piece);
    await pause(BEFORE_RESET_MS);
    reset(response);
  };
}

/** Sends some pieces, then closes the connection in an orderly way with the body unfinished. */
export function hangUpInMidStream(list: readonly Piece[]): Answer {
  return async (_request, response) => {
    response.writeHead(200, STREAM_HEADERS);
    for (const piece of list) await writePiece(response, piece);
    response.socket?.end();
  };
}

/** Sends some pieces, then neither goes on nor ends. */
export function stall(list: readonly Piece[]): Answer {
  return async (_request, response) => {
    response.writeHead(200, STREAM_HEADERS);
    response.flushHeaders();
    for (const piece of list) await writePiece(response, piece);
  };
}

/** Sends bytes that are not HTTP. */
export function garbage(): Answer {
  return (_request, response) => {
    response.socket?.end('\u0000\u0001 this is not HTTP\r\n\r\n');
  };
}

/** Sends one line of `bytes` bytes, then its newline. */
export function giantLine(bytes: number, { status = 200, headers = STREAM_HEADERS }: Head = {}): Answer {
  return async (_request, response) => {
    response.writeHead(status, headers);
    let left = bytes;
    await pour(response, () => {
      if (left === 0) return undefined;
      const piece = 'x'.repeat(Math.min(left, 65_536));
      left -= piece.length;
      return piece;
    });
    response.end('\n');
  };
}

/** The queue is full: the real one's words, which come without `Retry-After`; a proxy may add it. */
export function busy(retryAfter?: string): Answer {
  return errorAnswer(
    503,
    'server busy, please try again.  maximum pending requests exceeded',
    retryAfter === undefined ? undefined : { 'retry-after': retryAfter },
  );
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
