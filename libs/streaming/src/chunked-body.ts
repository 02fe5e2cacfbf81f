import type { ServerResponse } from 'node:http';

/** How the texts of a body stand in the bytes of the connection. */
export interface ChunkFraming {
  frame(text: string): string;
  /** Ends the body. */
  readonly end: string;
}

const UNFRAMED: ChunkFraming = { frame: (text) => text, end: '' };

const CHUNKED: ChunkFraming = {
  frame: (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`,
  end: '0\r\n\r\n',
};

/**
 * Takes the framing of a body that is sent with `transfer-encoding: chunked` over from Node, which makes four pieces of
 * each write: as one text, a token leaves in a plain write, and costs a fifth less CPU. To be called once the head is
 * written; whatever is written from then on has to be framed.
 */
export function takeOverChunks(response: ServerResponse): ChunkFraming {
  // A client of HTTP/1.0 gets a body without chunks.
  if (!response.chunkedEncoding) return UNFRAMED;
  response.chunkedEncoding = false;
  return CHUNKED;
}
