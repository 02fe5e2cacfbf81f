import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of files, with ranges, as a model hub has it. */
export class FileServer {
  readonly #server: Server;
  readonly #files = new Map<string, Buffer>();
  /** Paths whose answers begin and never end. */
  readonly stalled = new Set<string>();
  readonly requests: string[] = [];

  private constructor() {
    this.#server = createServer((request, response) => this.answer(request, response));
  }

  static async start(): Promise<FileServer> {
    const server = new FileServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  serve(path: string, content: Buffer): this {
    this.#files.set(path, content);
    return this;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  private answer({ url = '', method, headers }: IncomingMessage, response: ServerResponse): void {
    const path = url.split('?')[0] ?? '';
    this.requests.push(`${method} ${path}`);
    const content = this.#files.get(path);
    if (!content) return void response.writeHead(404).end();
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const start = Number(first);
    const end = last === '' ? content.length - 1 : Math.min(Number(last), content.length - 1);
    response.writeHead(headers.range ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(headers.range && { 'content-range': `bytes ${start}-${end}/${content.length}` }),
    });
    if (method === 'HEAD') return void response.end();
    if (this.stalled.has(path)) return void response.write(content.subarray(start, start + 1));
    response.end(content.subarray(start, end + 1));
  }
}
