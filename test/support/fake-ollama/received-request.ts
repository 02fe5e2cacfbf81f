import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as it came, its body complete. */
export class ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Resolves when the connection closes before the answer was finished. */
  readonly aborted: Promise<void>;
  #isAborted = false;

  constructor(
    message: IncomingMessage,
    response: ServerResponse,
    readonly bytes: Buffer,
  ) {
    this.method = message.method ?? '';
    this.url = message.url ?? '';
    this.path = this.url.split('?', 1)[0] ?? '';
    this.headers = message.headers;
    this.aborted = new Promise((resolve) => {
      response.once('close', () => {
        if (response.writableFinished) return;
        this.#isAborted = true;
        resolve();
      });
    });
  }

  get isAborted(): boolean {
    return this.#isAborted;
  }

  get text(): string {
    return this.bytes.toString();
  }

  /** The body's JSON value; undefined when it is empty or not JSON. */
  get body(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }
}
