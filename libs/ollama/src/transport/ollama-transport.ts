import { Observable, type Observer } from 'rxjs';
import { Agent, type Dispatcher } from 'undici';
import type { FlowControl } from '../flow-control.js';
import type { OllamaLimits } from '../ollama-limits.js';
import type { OllamaUpstream } from '../ollama-upstream.js';
import { connectToReadDirectly } from './direct-reads.js';
import { Exchange } from './exchange.js';
import type { UpstreamRequest } from './upstream-request.js';

const NO_SILENCE_LIMITS = { firstByteTimeoutMs: 0, chunkTimeoutMs: 0 };

/** HTTP to Ollama, bytes in and bytes out, over connections that are kept alive and used again. */
export class OllamaTransport {
  readonly #agent: Agent;

  constructor(
    private readonly upstream: OllamaUpstream,
    private readonly limits: OllamaLimits,
  ) {
    this.#agent = new Agent({
      connect: connectToReadDirectly(limits.connectTimeoutMs),
      // Each exchange keeps its own time: undici's is a second coarse and goes on while reading is paused.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Many exchanges on one HTTP/2 connection would share its fate and its window.
      allowH2: false,
    });
  }

  /**
   * A cold Observable of the answer's body, whatever its status: an emission holds what one read of the socket brought,
   * in pieces that follow each other. Unsubscribing breaks the request off at once, also when no connection is there
   * yet. It fails with an OllamaError only.
   */
  send(request: UpstreamRequest, flow?: FlowControl): Observable<Buffer[]> {
    return new Observable((subscriber) => this.begin(request, subscriber, flow));
  }

  /**
   * What subscribing to `send` does, for an observer that is none of RxJS's: a token of a stream passes through here.
   *
   * @returns the function that breaks the request off, after which the observer hears nothing
   */
  begin(request: UpstreamRequest, observer: Observer<Buffer[]>, flow?: FlowControl): () => void {
    const { origin } = this.upstream;
    const limits = request.mayBeSilent ? { ...this.limits, ...NO_SILENCE_LIMITS } : this.limits;
    const exchange = new Exchange(observer, { origin, limits, onHead: request.onHead });
    const detach = flow?.attach(exchange);
    this.#agent.dispatch(this.#options(origin, request), exchange);
    return () => {
      detach?.();
      exchange.cancel();
    };
  }

  /** Breaks off what is still running and closes all connections. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #options(origin: string, { method, path, headers, body }: UpstreamRequest): Dispatcher.DispatchOptions {
    const { basePath, apiKey } = this.upstream;
    return {
      origin,
      method,
      path: basePath + path,
      headers: apiKey === undefined ? headers : { ...headers, authorization: `Bearer ${apiKey}` },
      body,
    };
  }
}
