import type { ServerResponse } from 'node:http';
import { type Answer, type Piece, pour, writePiece } from './answer.js';
import { chatChunk, chatEnd } from './chunks.js';
import type { Head } from './answers.js';
import type { ReceivedRequest } from './received-request.js';

/**
 * A streamed answer that goes on only when the test says so:
 *
 *     const stream = new PacedStream();
 *     ollama.answers('POST /api/chat', stream.answer);
 *     await stream.write(chatChunk('Hello'));
 *     await stream.end(chatEnd());
 */
export class PacedStream {
  /** Resolves when the request has come. */
  readonly request: Promise<ReceivedRequest>;
  readonly answer: Answer;
  readonly #response: Promise<ServerResponse>;

  constructor({ status = 200, headers }: Head = {}) {
    const request = Promise.withResolvers<ReceivedRequest>();
    const response = Promise.withResolvers<ServerResponse>();
    this.request = request.promise;
    this.#response = response.promise;
    this.answer = (received, opened) => {
      opened.writeHead(status, { 'content-type': 'application/x-ndjson', ...headers });
      request.resolve(received);
      response.resolve(opened);
    };
  }

  /** Sends status and headers alone; otherwise the first piece takes them along. */
  async flushHeaders(): Promise<void> {
    (await this.#response).flushHeaders();
  }

  /** Waits for the request, sends the piece, and resolves when the socket has taken it; an object is sent as a line. */
  async write(piece: Piece): Promise<void> {
    await writePiece(await this.#response, piece);
  }

  /** Sends a last piece, if there is one, and ends the answer. */
  async end(piece?: Piece): Promise<void> {
    if (piece) await this.write(piece);
    (await this.#response).end();
  }

  /** Resets the connection. */
  async reset(): Promise<void> {
    (await this.#response).socket?.resetAndDestroy();
  }
}

const LINES_PER_WRITE = 100;

/** A chat stream as fast as the client reads it; it ends properly when `limitBytes` have been written. */
export class EndlessStream {
  readonly answer: Answer;
  #written = 0;

  constructor(limitBytes = Infinity) {
    const lines = `${JSON.stringify(chatChunk('endless'))}\n`.repeat(LINES_PER_WRITE);
    this.answer = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      await pour(response, () => {
        if (this.#written >= limitBytes) return undefined;
        this.#written += lines.length;
        return lines;
      });
      response.end(`${JSON.stringify(chatEnd())}\n`);
    };
  }

  /** Bytes handed to the socket so far. It stands still while the client does not read. */
  get written(): number {
    return this.#written;
  }
}
