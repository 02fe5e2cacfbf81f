import type { ServerResponse } from 'node:http';
import { Observable } from 'rxjs';
import { complete, followClient } from './follow-client.js';
import { type Headers, writeHead } from './head.js';
import { TURN_END } from './turn-end.js';

export interface WholeBody {
  contentType: string;
  /** A text, or pieces that follow each other. */
  content: string | readonly Uint8Array[];
}

export interface WholeBodyOptions {
  /** Asked for when the source has completed; what it throws is an error of the returned Observable. */
  toBody: () => WholeBody;
  /** Called once, right before the headers are sent: those sent beside the body's own, e.g. the request's id. */
  onHead: () => Headers;
}

/**
 * Writes one body when the source has completed, head and all in one write. The response is untouched until then, so
 * that an error can be answered with a status. It emits once, when the response was given to the system or the client has
 * gone. Unsubscribing, or a client that goes away, unsubscribes from the source at once.
 */
export function writeWholeBody(
  source: Observable<unknown>,
  response: ServerResponse,
  { toBody, onHead }: WholeBodyOptions,
): Observable<undefined> {
  return new Observable((subscriber) => {
    if (!followClient(response, subscriber)) return;
    const write = (body: WholeBody) => {
      if (subscriber.closed) return;
      try {
        send(response, body, onHead());
      } catch (error) {
        return subscriber.error(error);
      }
      complete(subscriber);
    };
    const end = () => {
      try {
        const body = toBody();
        TURN_END.send({ send: () => write(body) });
      } catch (error) {
        subscriber.error(error);
      }
    };
    TURN_END.join();
    subscriber.add(() => TURN_END.leave());
    subscriber.add(source.subscribe({ error: (error: unknown) => subscriber.error(error), complete: end }));
  });
}

function send(response: ServerResponse, { contentType, content }: WholeBody, headers: Headers) {
  const isText = typeof content === 'string';
  const length = isText ? Buffer.byteLength(content) : content.reduce((sum, piece) => sum + piece.length, 0);
  writeHead(response, headers, { 'content-type': contentType, 'content-length': length });
  if (isText) return response.end(content);
  response.cork();
  for (const piece of content) response.write(piece);
  response.end();
}
