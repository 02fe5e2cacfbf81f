import type { ServerResponse } from 'node:http';
import type { ReceivedRequest } from './received-request.js';

/** What the fake does with a request. */
export type Answer = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

/** What can be a piece of a streamed body; an object is sent as a line of JSON. */
export type Piece = object | string | Uint8Array;

export function toBytes(piece: Piece): string | Uint8Array {
  if (typeof piece === 'string' || piece instanceof Uint8Array) return piece;
  return `${JSON.stringify(piece)}\n`;
}

/** Writes one piece and waits until the socket has taken it, so that no two are merged. False: the client is gone. */
export function writePiece(response: ServerResponse, piece: Piece): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(false);
    const gone = () => resolve(false);
    response.once('close', gone);
    response.write(toBytes(piece), (error) => {
      response.off('close', gone);
      resolve(!error);
    });
  });
}

/** Writes as fast as the client reads, until `next` has no more or the client is gone. */
export async function pour(response: ServerResponse, next: () => string | undefined): Promise<void> {
  for (let piece = next(); piece !== undefined && !response.destroyed; piece = next()) {
    if (!response.write(piece)) await drained(response);
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
