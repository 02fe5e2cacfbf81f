import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Recording, recordedBody } from '../../support/fake-ollama/recordings.js';
import { linesOf } from './running-engine.js';
import { shapeOf, streamShape } from './shape.js';

/** What an answer looks like from outside. */
export interface Form {
  status: number;
  contentType: string | undefined;
  allow: string | undefined;
  /** The text, the form of the JSON, or the forms of the lines. */
  body: unknown;
}

/** Sends a recorded request, byte for byte the same body, to a running engine. */
export async function play({ request: { method, path, headers, body, raw } }: Recording, port: number) {
  const bytes = raw ?? (body === undefined ? '' : JSON.stringify(body));
  const length = { 'content-length': Buffer.byteLength(bytes) };
  const message = request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers } });
  message.end(bytes);
  const [response] = (await once(message, 'response')) as [
    NodeJS.ReadableStream & { statusCode: number; headers: IncomingHttpHeaders },
  ];
  const text = (await buffer(response)).toString();
  return { text, form: formOf(response.statusCode, response.headers, text) };
}

export function recordedForm(recording: Recording): Form {
  const { status, headers } = recording.response;
  return formOf(status, headers, recordedBody(recording));
}

function formOf(status: number, headers: IncomingHttpHeaders, text: string): Form {
  // Whether UTF-8 is mentioned depends on which part of Ollama answers.
  const contentType = text === '' ? undefined : headers['content-type']?.split(';')[0];
  return { status, contentType, allow: headers.allow, body: bodyForm(contentType, text) };
}

function bodyForm(contentType: string | undefined, text: string): unknown {
  if (contentType === 'application/x-ndjson') return streamShape(linesOf(text));
  return contentType === 'application/json' ? shapeOf(JSON.parse(text)) : text;
}
