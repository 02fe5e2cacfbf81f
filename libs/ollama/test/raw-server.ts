import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What to do with what a connection brings, as often as it brings something. */
export type OnData = (socket: Socket, received: string) => void;

/** A server that speaks whatever a test wants it to. */
export class RawServer {
  /** All connections there ever were, in their order. */
  readonly connections: Socket[] = [];

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(onData: OnData): Promise<RawServer> {
    const server = createServer({ noDelay: true });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const raw = new RawServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => {
      raw.connections.push(socket);
      socket.on('error', () => {});
      socket.on('data', (bytes: Buffer) => onData(socket, bytes.toString('latin1')));
    });
    return raw;
  }

  /** Resolves when that connection is closed on both sides. */
  async closed(index: number): Promise<void> {
    const socket = this.connections[index];
    if (socket && !socket.destroyed) await once(socket, 'close');
  }

  async close(): Promise<void> {
    for (const socket of this.connections) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
