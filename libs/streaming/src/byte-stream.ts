import type { ServerResponse } from 'node:http';
import { Observable } from 'rxjs';
import { complete, type Flow, followClient } from './follow-client.js';

export interface ByteStreamOptions {
  flow: Flow;
  /** The end of a body that fails once it has begun; undefined breaks the connection off, so that nobody takes it for whole. */
  toLastWords: (error: unknown) => string | undefined;
}

/**
 * Writes a body as its bytes come, in pieces that follow each other. Whoever knows the head writes it, before the source
 * emits. An error before that is one of the returned Observable; it emits once, when the response has ended or the client
 * has gone. Unsubscribing, or a client that goes away, unsubscribes from the source at once.
 */
export function writeBytes(
  source: Observable<readonly Uint8Array[]>,
  response: ServerResponse,
  { flow, toLastWords }: ByteStreamOptions,
): Observable<undefined> {
  return new Observable((subscriber) => {
    if (!followClient(response, subscriber)) return;
    const resume = () => flow.resume();
    response.on('drain', resume);
    subscriber.add(() => response.off('drain', resume));
    const end = (lastWords = '') => response.end(lastWords, () => complete(subscriber));
    subscriber.add(
      source.subscribe({
        next: (parts) => {
          if (!response.write(together(parts))) flow.pause();
        },
        error: (error: unknown) => {
          if (!response.headersSent) return subscriber.error(error);
          const lastWords = toLastWords(error);
          if (lastWords === undefined) response.destroy();
          else end(lastWords);
        },
        complete: () => end(),
      }),
    );
  });
}

/** In one write: a corked response does not tell when its client cannot keep up. */
function together(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts);
}
