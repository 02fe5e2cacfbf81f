import type { ServerResponse } from 'node:http';
import { Observable, Subscriber } from 'rxjs';
import { complete } from './follow-client.js';
import { type Headers, writeHead } from './head.js';
import { type Sender, TURN_END } from './turn-end.js';

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
  options: WholeBodyOptions,
): Observable<undefined> {
  return new Observable((subscriber) => {
    // The client may have gone while the request was being prepared.
    if (response.destroyed) return complete(subscriber);
    const answer = new WholeAnswer(response, options, subscriber);
    // First of all, so that Ollama has the request while the rest is done.
    source.subscribe(answer);
    answer.attend();
    return answer;
  });
}

/** A subscriber itself, so that RxJS puts no two between it and the source. */
class WholeAnswer extends Subscriber<unknown> implements Sender {
  #body: WholeBody | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: WholeBodyOptions,
    private readonly waiting: Subscriber<undefined>,
  ) {
    super();
    TURN_END.join();
    this.add(this.#leave);
  }

  /** Sees to the client. */
  attend(): void {
    if (!this.closed) this.response.on('close', this.#gone);
  }

  protected override _next(): void {
    // What the source emits is the options' own business.
  }

  protected override _error(error: unknown): void {
    this.waiting.error(error);
  }

  protected override _complete(): void {
    try {
      this.#body = this.options.toBody();
      TURN_END.send(this);
    } catch (error) {
      this.waiting.error(error);
    }
  }

  send(): void {
    if (this.closed || this.#body === undefined) return;
    try {
      send(this.response, this.#body, this.options.onHead());
    } catch (error) {
      return this.waiting.error(error);
    }
    complete(this.waiting);
  }

  readonly #gone = (): void => complete(this.waiting);

  readonly #leave = (): void => {
    this.response.off('close', this.#gone);
    TURN_END.leave();
  };
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
