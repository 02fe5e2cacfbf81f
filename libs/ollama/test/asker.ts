import type { AnswerListener, Connection } from '../src/transport/connection.js';
import type { Connecting } from '../src/transport/connection-pool.js';
import type { UpstreamRequest } from '../src/transport/upstream-request.js';

/** Sends a request once there is a connection, and writes down what becomes of it. */
export class Asker implements Connecting, AnswerListener {
  connection: Connection | undefined;
  readonly heard: string[] = [];
  readonly connected = Promise.withResolvers<Connection>();
  readonly answering = Promise.withResolvers<void>();
  readonly #over = Promise.withResolvers<string[]>();

  constructor(private readonly request: Omit<UpstreamRequest, 'onHead'> = { method: 'GET', path: '/' }) {}

  get over(): Promise<string[]> {
    return this.#over.promise;
  }

  onConnected(connection: Connection): void {
    this.connection = connection;
    this.connected.resolve(connection);
    connection.send({ ...this.request, onHead: () => {} }, this);
  }

  onHead(): void {}
  onSilence(): void {}

  onBody(pieces: Buffer[]): void {
    this.heard.push(`body: ${Buffer.concat(pieces).toString('latin1')}`);
    this.answering.resolve();
  }

  onEnd(): void {
    this.#end('end');
  }

  onLost(error: Error): void {
    this.#end(`lost: ${error.message}`);
  }

  #end(word: string): void {
    this.heard.push(word);
    this.#over.resolve(this.heard);
  }
}
