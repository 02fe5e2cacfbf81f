import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './answer.js';
import { ReceivedRequest } from './received-request.js';
import { recordedServer } from './recorded-server.js';

/** A method and a path without query: `POST /api/chat`. */
export type Route = `${'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'} /${string}`;

/**
 * An Ollama over real HTTP that answers as a recorded one did, or as a test scripts it:
 *
 *     const ollama = await FakeOllama.start();
 *     ollama.answers('POST /api/chat', recorded('chat', 'tools'));
 *     … // requests to ollama.origin
 *     expect(ollama.requests[0]?.body).toEqual({ … });
 *     await ollama.close();
 */
export class FakeOllama {
  readonly #server: Server;
  readonly #events = new EventEmitter();
  readonly #sockets = new Set<Socket>();
  readonly #scripts = new Map<string, Answer[]>();
  #requests: ReceivedRequest[] = [];
  #failures: unknown[] = [];
  #connections = 0;
  #port = 0;

  private constructor() {
    this.#server = createServer((message, response) => void this.#answer(message, response));
    // As Go's server: it lets idle connections be, and says nothing about them.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', (socket) => {
      this.#connections++;
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Listens on a free port of 127.0.0.1, or on `port`. */
  static async start(port = 0): Promise<FakeOllama> {
    const ollama = new FakeOllama();
    ollama.#server.listen(port, '127.0.0.1');
    await once(ollama.#server, 'listening');
    ollama.#port = (ollama.#server.address() as AddressInfo).port;
    return ollama;
  }

  /** Scheme, host and port. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** The requests since the start or the last `reset`, in the order in which they were complete. */
  get requests(): readonly ReceivedRequest[] {
    return this.#requests;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Connections since the start, closed ones included. */
  get connections(): number {
    return this.#connections;
  }

  /** Scripts a route: each request takes the next answer, and the last answer stays. */
  answers(route: Route, ...answers: [Answer, ...Answer[]]): this {
    this.#scripts.set(route, answers);
    return this;
  }

  /** Resolves with the `count`-th request since the start or the last `reset`, as soon as it is there. */
  async received(count = 1): Promise<ReceivedRequest> {
    for (;;) {
      const request = this.#requests[count - 1];
      if (request) return request;
      await once(this.#events, 'request');
    }
  }

  /** Forgets scripts and requests. Throws what an answer has thrown. */
  reset(): void {
    this.#scripts.clear();
    this.#requests = [];
    this.#throwFailures();
  }

  /** Stops at once, in the middle of answers too. Rejects with what an answer has thrown. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    this.#throwFailures();
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await receive(message);
    if (!bytes) return;
    // Go's server does not say that it keeps a connection.
    response.removeHeader('connection');
    const request = new ReceivedRequest(message, response, bytes);
    this.#requests.push(request);
    this.#events.emit('request');
    try {
      await this.#scripted(request)(request, response);
    } catch (error) {
      this.#failures.push(error);
      fail(response);
    }
  }

  #throwFailures(): void {
    const [failure] = this.#failures;
    this.#failures = [];
    if (failure !== undefined) throw new Error('An answer of the fake Ollama has thrown.', { cause: failure });
  }

  #scripted(request: ReceivedRequest): Answer {
    const answers = this.#scripts.get(`${request.method} ${request.path}`);
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    return answer ?? recordedServer(request);
  }
}

/** Whoever waits for the answer is not to wait for ever. */
function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end('the fake Ollama has failed');
}

/** The whole body; undefined when the client goes away before it has sent it. */
async function receive(message: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return await buffer(message);
  } catch {
    return undefined;
  }
}
