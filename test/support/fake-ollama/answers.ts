import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Answer, type Piece, writePiece } from './answer.js';
import { recording, type Recording, type RecordingFile } from './recordings.js';

export interface Head {
  /** 200 unless given. */
  status?: number;
  headers?: OutgoingHttpHeaders;
}

/** Answers as the real one did: status, headers, and one write for each of its reads. */
export function recorded(file: RecordingFile, id: string): Answer {
  return replay(recording(file, id));
}

export function replay({ response: { status, headers, body, chunks = [] } }: Recording): Answer {
  if (body !== undefined) return (_request, response) => whole(response, body, { status, headers });
  return pieces(
    chunks.map(({ data }) => data),
    { status, headers },
  );
}

/** A JSON answer with Ollama's headers. */
export function json(value: unknown, { status, headers }: Head = {}): Answer {
  return text(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** `{"error": message}` with a status. */
export function errorAnswer(status: number, message: string, headers?: OutgoingHttpHeaders): Answer {
  return json({ error: message }, { status, headers });
}

/** A text in one piece, `text/plain` unless the headers say otherwise. */
export function text(body: string, { status, headers }: Head = {}): Answer {
  return (_request, response) =>
    whole(response, body, {
      status,
      headers: { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body), ...headers },
    });
}

/** What a proxy answers on its own, with 200 even. */
export function html(status = 200): Answer {
  return text('<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n', {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

/** A stream of lines, one write each; it ends after the last, whether or not that says `done`. */
export function ndjson(lines: object[], head?: Head): Answer {
  return pieces(lines, head);
}

/** A streamed body, one write for each piece, cut as the test wants it cut. */
export function pieces(list: readonly Piece[], { status = 200, headers }: Head = {}): Answer {
  return async (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-ndjson', ...headers });
    for (const piece of list) {
      if (!(await writePiece(response, piece))) return;
    }
    response.end();
  };
}

function whole(response: ServerResponse, body: string, { status = 200, headers }: Head): void {
  response.writeHead(status, headers);
  response.end(body);
}
