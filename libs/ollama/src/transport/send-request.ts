import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { type BodyLength, requestHead } from '../http/request-head.js';
import type { UpstreamRequest } from './upstream-request.js';

export interface SendingListener {
  /** A part of the body went out. */
  onBodySent(): void;
  /** The whole request went out. */
  onSent(): void;
}

const LAST_CHUNK = '0\r\n\r\n';
const WITHOUT_BODY = ['GET', 'HEAD'];

/**
 * Sends a request; a body that fails, or is not as long as it says, destroys the socket with the reason.
 *
 * @throws TypeError for a head that would be read as something else
 */
export function sendRequest(socket: Socket, request: UpstreamRequest, host: string, listener: SendingListener): void {
  const { method, path, headers = {}, body } = request;
  const head = requestHead(method, path, host, headers, lengthOf(request));
  if (body instanceof Readable) {
    socket.write(head, 'latin1');
    void sendStream(socket, body, Number(headers['content-length'] ?? Infinity), listener);
    return;
  }
  send(socket, head, body);
  listener.onSent();
}

function lengthOf({ method, headers, body }: UpstreamRequest): BodyLength {
  if (body === undefined) return WITHOUT_BODY.includes(method) ? undefined : 0;
  if (body instanceof Readable)
    return headers?.['content-length'] === undefined ? 'chunked' : Number(headers['content-length']);
  return Buffer.byteLength(body);
}

/** In one write, which is one packet for the other side to wake up for. */
function send(socket: Socket, head: string, body: string | Buffer = ''): void {
  // Both are the same in UTF-8 and in Latin-1 where it has no other characters than those of ASCII.
  if (typeof body === 'string' && Buffer.byteLength(head) === head.length) {
    socket.write(head + body);
    return;
  }
  socket.cork();
  socket.write(head, 'latin1');
  socket.write(body);
  socket.uncork();
}

async function sendStream(socket: Socket, body: Readable, length: number, listener: SendingListener): Promise<void> {
  const closed = new AbortController();
  const stop = () => {
    closed.abort();
    body.destroy();
  };
  socket.once('close', stop);
  try {
    let left = length;
    for await (const bytes of body as AsyncIterable<Buffer>) {
      left -= bytes.length;
      if (left < 0) throw new Error('The body is longer than its content-length.');
      sendPiece(socket, bytes, length === Infinity);
      if (socket.writableNeedDrain) await once(socket, 'drain', { signal: closed.signal });
      listener.onBodySent();
    }
    if (length === Infinity) socket.write(LAST_CHUNK);
    else if (left > 0) throw new Error('The body is shorter than its content-length.');
    listener.onSent();
  } catch (error) {
    socket.destroy(error as Error);
  } finally {
    socket.off('close', stop);
  }
}

function sendPiece(socket: Socket, bytes: Buffer, isChunked: boolean): void {
  if (!isChunked) {
    socket.write(bytes);
  } else if (bytes.length > 0) {
    socket.cork();
    socket.write(`${bytes.length.toString(16)}\r\n`);
    socket.write(bytes);
    socket.write('\r\n');
    socket.uncork();
  }
}
