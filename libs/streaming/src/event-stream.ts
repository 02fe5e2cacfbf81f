import type { ServerResponse } from 'node:http';
import { Observable, Subscriber } from 'rxjs';
import { beginChunkedBody, type ChunkedBody } from './chunked-body.js';
import { complete, type Flow } from './follow-client.js';
import { type Headers, writeHead } from './head.js';
import { type Sender, TURN_END } from './turn-end.js';

export interface EventStreamOptions {
  /** Called once, right before the headers are sent: those sent beside an event stream's own, e.g. the request's id. */
  onHead: () => Headers;
  /** Called once, when the first event has come; a comment is none. */
  onFirstEvent: () => void;
  flow: Flow;
  /** Milliseconds of silence after which a comment is sent: proxies cut connections over which nothing goes. */
  keepAliveMs: number;
  /** The last event of a stream that fails after an event, whose status cannot be changed any more. */
  toErrorEvent: (error: unknown) => string;
}

const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx buffers an answer unless it is told not to.
  'x-accel-buffering': 'no',
};

/** Characters that wait for others: a client that does not keep up is to be known before megabytes are read for it. */
const MOST_WAITING = 64 * 1024;

/** Milliseconds: events that come sooner after the last ones wait for others, so that a client is woken up once for them. */
const SHORTEST_BETWEEN_EVENTS = 1;

const KEEP_ALIVE = ': keep-alive\n\n';

/**
 * Writes server-sent events to a response as they come; those of a turn in one write where other answers are under way, and
 * those that come less than a millisecond after others a little later, in one write too.
 *
 * The headers are sent with the first event, so that an error before it is still an error of the returned Observable and
 * can be answered with a status. They do not wait longer than `keepAliveMs`: then a comment takes them along, and
 * another follows after every such silence; clients pass over them.
 *
 * It emits once and completes when the response has begun or the client has gone: what Nest keeps of a request that it
 * waits for is a fifth of the memory of an open stream. From then on the stream ends by itself, with its source or with
 * its client. Unsubscribing earlier, or a client that goes away, unsubscribes from the source at once.
 */
export function writeEventStream(
  events: Observable<string>,
  response: ServerResponse,
  options: EventStreamOptions,
): Observable<undefined> {
  return new Observable((subscriber) => {
    // The client may have gone while the request was being prepared.
    if (response.destroyed) return complete(subscriber);
    const stream = new EventStream(response, options, subscriber);
    // First of all, so that Ollama has the request while the rest is done.
    events.subscribe(stream);
    stream.attend();
    return () => stream.leaveUnlessBegun();
  });
}

/** A subscriber itself, so that RxJS puts no two between it and a token. */
class EventStream extends Subscriber<string> implements Sender {
  #body: ChunkedBody | undefined;
  #hasEvents = false;
  /** What is still to leave. */
  #text = '';
  #toldAt = performance.now();
  #silence: NodeJS.Timeout | undefined;
  /** Whoever waits for the response to begin. */
  #waiting: Subscriber<undefined> | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: EventStreamOptions,
    waiting: Subscriber<undefined>,
  ) {
    super();
    this.#waiting = waiting;
    TURN_END.join();
    this.add(this.#leave);
  }

  /** Sees to the client, and to silence. */
  attend(): void {
    if (this.closed) return;
    this.#silence = setTimeout(this.#breakSilence, this.options.keepAliveMs);
    // It comes once; Node's `once` would keep 280 bytes for each stream.
    this.response.on('close', this.#gone);
  }

  leaveUnlessBegun(): void {
    if (this.#body === undefined) this.unsubscribe();
  }

  protected override _next(text: string): void {
    if (text === '') return;
    if (!this.#hasEvents) this.#noteFirst();
    this.#write(text);
  }

  protected override _error(error: unknown): void {
    if (this.#body === undefined && this.#text === '') return this.#waiting?.error(error);
    this.#text += this.options.toErrorEvent(error);
    this.#end();
  }

  protected override _complete(): void {
    this.#end();
  }

  /** Writes what has come since the last time. */
  send(): void {
    if (this.#text === '' || this.closed) return;
    const body = this.#body ?? this.#begin();
    if (body?.write(this.#take()) === false) this.options.flow.pause();
  }

  #end(): void {
    const body = this.#body ?? this.#begin();
    body?.end(this.#take());
    this.unsubscribe();
  }

  #take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #noteFirst(): void {
    this.#hasEvents = true;
    this.options.onFirstEvent();
  }

  #write(text: string): void {
    // A time is noted for whatever comes, since to move the timer of silence costs ten times that.
    const lastAt = this.#toldAt;
    this.#toldAt = performance.now();
    this.#text += text;
    if (this.#text.length >= MOST_WAITING) this.send();
    else if (this.#text.length > text.length) return;
    else if (this.#body !== undefined && this.#toldAt - lastAt < SHORTEST_BETWEEN_EVENTS) TURN_END.sendSoon(this);
    else TURN_END.sendWithEnd(this);
  }

  /** Returns nothing where the headers cannot be sent: it is an error of the answer, written in a tick of its own. */
  #begin(): ChunkedBody | undefined {
    try {
      writeHead(this.response, this.options.onHead(), EVENT_STREAM_HEADERS);
    } catch (error) {
      this.unsubscribe();
      this.#waiting?.error(error);
      return undefined;
    }
    this.#body = beginChunkedBody(this.response);
    const { target } = this.#body;
    target.on('drain', this.#resume);
    if (target.writableNeedDrain) this.options.flow.pause();
    this.#tell();
    return this.#body;
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) complete(waiting);
  }

  readonly #leave = (): void => {
    TURN_END.leave();
    clearTimeout(this.#silence);
    this.response.off('close', this.#gone);
    this.#body?.target.off('drain', this.#resume);
  };

  readonly #gone = (): void => {
    this.unsubscribe();
    this.#tell();
  };

  readonly #resume = (): void => this.options.flow.resume();

  readonly #breakSilence = (): void => {
    const { keepAliveMs } = this.options;
    const silentMs = performance.now() - this.#toldAt;
    // A client that does not read what is there needs no comment either.
    if (silentMs >= keepAliveMs && !this.#body?.target.writableNeedDrain) this.#write(KEEP_ALIVE);
    const restMs = silentMs < keepAliveMs ? keepAliveMs - silentMs : keepAliveMs;
    this.#silence = setTimeout(this.#breakSilence, Math.ceil(restMs));
  };
}
