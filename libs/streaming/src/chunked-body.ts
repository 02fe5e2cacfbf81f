import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

const LAST_CHUNK = '0\r\n\r\n';

/** Where the texts of a body go, and how they stand there. */
export interface ChunkedBody {
  /** Whose buffer fills, and drains. */
  readonly target: Writable;
  /** @returns false when the client does not keep up */
  write(text: string): boolean;
  /** Ends the body with a last text, or with none. */
  end(text: string): void;
}

/**
 * Begins a body whose head is still to be sent: it leaves in one write with the first text, and a last text in one with
 * the end, which may be the same.
 *
 * Node makes four pieces of each chunk of `transfer-encoding: chunked`, and holds them back until the end of the turn. Here
 * each text is framed as one piece and goes to the connection itself: a token costs a third less CPU.
 */
export function beginChunkedBody(response: ServerResponse): ChunkedBody {
  const { socket } = response;
  // A client of HTTP/1.0 gets a body without chunks; one that has sent its requests ahead waits for its earlier answers.
  if (!response.chunkedEncoding || socket === null) return new PlainBody(response);
  response.chunkedEncoding = false;
  return new SocketBody(socket, response);
}

class PlainBody implements ChunkedBody {
  constructor(readonly target: ServerResponse) {}

  write(text: string): boolean {
    return this.target.write(text);
  }

  end(text: string): void {
    this.target.end(text);
  }
}

class SocketBody implements ChunkedBody {
  private headIsSent = false;

  constructor(
    readonly target: Writable,
    private readonly response: ServerResponse,
  ) {}

  write(text: string): boolean {
    if (this.headIsSent) return this.target.write(chunkOf(text));
    this.headIsSent = true;
    return this.response.write(chunkOf(text));
  }

  end(text: string): void {
    this.response.end(text === '' ? LAST_CHUNK : chunkOf(text) + LAST_CHUNK);
  }
}

function chunkOf(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
