import type { ServerResponse } from 'node:http';
import { Observable } from 'rxjs';
import { type ChunkFraming, takeOverChunks } from './chunked-body.js';
import { type Flow, followClient } from './follow-client.js';

export interface EventStreamOptions {
  /** Sent beside those of an event stream, e.g. the request's id; asked for right before the headers are sent. */
  headers: () => Readonly<Record<string, number | string | string[] | undefined>>;
  flow: Flow;
  /** Milliseconds of silence after which a comment is sent: proxies cut connections over which nothing goes. */
  keepAliveMs: number;
  /** Called once, right before the headers are sent. */
  onFirstByte: () => void;
  /** The last event of a stream that fails once it has begun: the status was sent long ago. */
  toErrorEvent: (error: unknown) => string;
}

const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx buffers an answer unless it is told not to.
  'x-accel-buffering': 'no',
};

const KEEP_ALIVE = ': keep-alive\n\n';

/**
 * Writes server-sent events to a response as they come, each emission in one write.
 *
 * The headers wait for the first emission, so that an error before it is still an error of the returned Observable and
 * can be answered with a status. They do not wait longer than `keepAliveMs`: then a comment takes them along, and
 * another follows after every such silence; clients pass over them. It emits nothing else: it completes when the response
 * has ended. Unsubscribing, or a client that goes away, unsubscribes from the source at once.
 */
export function writeEventStream(
  events: Observable<string>,
  response: ServerResponse,
  options: EventStreamOptions,
): Observable<never> {
  return new Observable<never>((subscriber) => {
    const { flow, headers, keepAliveMs, onFirstByte, toErrorEvent } = options;
    let chunks: ChunkFraming;
    let writtenAt = performance.now();
    const begin = () => {
      onFirstByte();
      for (const [name, value] of Object.entries({ ...headers(), ...EVENT_STREAM_HEADERS })) {
        if (value !== undefined) response.setHeader(name, value);
      }
      response.writeHead(200);
      chunks = takeOverChunks(response);
    };
    const write = (text: string) => {
      if (text === '') return;
      if (!response.headersSent) begin();
      if (!response.write(chunks.frame(text))) flow.pause();
      writtenAt = performance.now();
    };
    const breakSilence = () => {
      const silentMs = performance.now() - writtenAt;
      // A client that does not read what is there needs no comment either.
      if (silentMs >= keepAliveMs && !response.writableNeedDrain) write(KEEP_ALIVE);
      watchSilence(silentMs < keepAliveMs ? keepAliveMs - silentMs : keepAliveMs);
    };
    // A time is noted for each write, since to move a timer costs ten times that.
    let silence: NodeJS.Timeout;
    const watchSilence = (ms: number) => (silence = setTimeout(breakSilence, Math.ceil(ms)));
    const end = () => {
      clearTimeout(silence);
      if (!response.headersSent) begin();
      response.end(chunks.end, () => subscriber.complete());
    };

    // The client may have gone while the request was being prepared.
    if (!followClient(response, flow, subscriber)) return;
    watchSilence(keepAliveMs);
    subscriber.add(() => clearTimeout(silence));
    subscriber.add(
      events.subscribe({
        next: write,
        error: (error: unknown) => {
          if (!response.headersSent) return subscriber.error(error);
          write(toErrorEvent(error));
          end();
        },
        complete: end,
      }),
    );
  });
}
