import { Observable, type Observer } from 'rxjs';
import type { FlowControl } from '../flow-control.js';
import type { OllamaLimits } from '../ollama-limits.js';
import type { OllamaUpstream } from '../ollama-upstream.js';
import { ConnectionPool } from './connection-pool.js';
import { Exchange } from './exchange.js';
import type { UpstreamRequest } from './upstream-request.js';

const NO_SILENCE_LIMITS = { firstByteTimeoutMs: 0, chunkTimeoutMs: 0 };

/** HTTP to Ollama, bytes in and bytes out, over connections that are kept alive and used again. */
export class OllamaTransport {
  readonly #pool: ConnectionPool;

  constructor(
    private readonly upstream: OllamaUpstream,
    private readonly limits: OllamaLimits,
  ) {
    this.#pool = new ConnectionPool(limits.connectTimeoutMs);
  }

  /**
   * A cold Observable of the answer's body, whatever its status: an emission holds what one read of the socket brought,
   * in pieces that follow each other. Unsubscribing breaks the request off at once, also when no connection is there
   * yet. It fails with an OllamaError only.
   */
  send(request: UpstreamRequest, flow?: FlowControl): Observable<Buffer[]> {
    return new Observable((subscriber) => {
      const body: Observer<Buffer[]> = {
        next: (pieces) => subscriber.next(pieces.map((piece) => Buffer.from(piece))),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      };
      return this.begin(request, body, flow);
    });
  }

  /**
   * What subscribing to `send` does, for an observer that is none of RxJS's, and copies what it keeps: a token of a stream
   * passes through here, and is looked at where it lies.
   *
   * @returns the function that breaks the request off, after which the observer hears nothing
   */
  begin(request: UpstreamRequest, observer: Observer<Buffer[]>, flow?: FlowControl): () => void {
    const { origin } = this.upstream;
    const limits = request.mayBeSilent ? { ...this.limits, ...NO_SILENCE_LIMITS } : this.limits;
    const exchange = new Exchange(this.#addressed(request), observer, { origin, limits });
    flow?.attach(exchange);
    this.#pool.connect(origin, exchange);
    return () => {
      flow?.detach(exchange);
      exchange.cancel();
    };
  }

  /** Breaks off what is still running and closes all connections. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  /** The request as this Ollama gets it. */
  #addressed(request: UpstreamRequest): UpstreamRequest {
    const { basePath, apiKey } = this.upstream;
    if (basePath === '' && apiKey === undefined) return request;
    const headers = apiKey === undefined ? request.headers : { ...request.headers, authorization: `Bearer ${apiKey}` };
    return { ...request, path: basePath + request.path, ...(headers && { headers }) };
  }
}
