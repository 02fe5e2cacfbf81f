import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { Connection, type Keeper, type Peer } from './connection.js';
import { ConnectionsClosed } from './connections-closed.js';
import { DIRECT_READS } from './direct-reads.js';

/** Servers close a connection that waits for five seconds, or later. */
const LONGEST_WAIT_MS = 4_000;
/** A request is not to meet the server's end of the connection on its way. */
const MARGIN_MS = 2_000;
const SWEEP_MS = 1_000;

/** Gets a new connection, or the reason why there is none. */
export interface Connecting {
  onConnected(connection: Connection): void;
  onLost(error: Error): void;
}

/** Connections to Ollama, as many as there are requests at a time; those that are free are used again. */
export class ConnectionPool implements Keeper {
  readonly #connect: buildConnector.connector;
  readonly #connecting = new Set<Connecting>();
  readonly #connections = new Set<Connection>();
  /** The one that was used last is at the end. */
  readonly #free: Connection[] = [];
  /** Who begins at the end of the turn, each with its connection. */
  #beginning: [asker: Connecting, connection: Connection][] = [];
  #sweeper: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(connectTimeoutMs: number) {
    this.#connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false, ...DIRECT_READS });
  }

  /**
   * Gives `asker` a connection to `origin`, a free one or another.
   *
   * Where others are under way as well, the requests of a turn go out together at its end: Ollama wakes up once for all
   * of them, which is a tenth of the CPU of a request.
   */
  connect(origin: string, asker: Connecting): void {
    const free = this.#take(origin);
    if (free === undefined) this.#open(origin, asker);
    else if (this.#connections.size - this.#free.length === 1) asker.onConnected(free);
    else if (this.#beginning.push([asker, free]) === 1) setImmediate(this.#beginAll);
  }

  keep(connection: Connection): void {
    connection.waitsUntil = performance.now() + Math.min(LONGEST_WAIT_MS, connection.keepAliveMs - MARGIN_MS);
    this.#free.push(connection);
  }

  forget(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /** Breaks off what is under way, closes all connections, and makes no other. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const asker of this.#connecting) asker.onLost(new ConnectionsClosed());
    this.#connecting.clear();
    this.#free.length = 0;
    await Promise.all(Array.from(this.#connections, (connection) => connection.close(new ConnectionsClosed())));
  }

  /** The free connection that was used last. */
  #take(origin: string): Connection | undefined {
    const now = performance.now();
    for (let free = this.#free.pop(); free !== undefined; free = this.#free.pop()) {
      if (free.isOpen && free.origin === origin && now < free.waitsUntil) return free;
      free.destroy();
    }
    return undefined;
  }

  readonly #beginAll = (): void => {
    const beginning = this.#beginning;
    this.#beginning = [];
    for (const [asker, connection] of beginning) {
      if (connection.isOpen) asker.onConnected(connection);
      else this.connect(connection.origin, asker);
    }
  };

  #open(origin: string, asker: Connecting): void {
    if (this.#isClosed) return asker.onLost(new ConnectionsClosed());
    const address = addressOf(origin);
    this.#connecting.add(asker);
    this.#connect(address, (error, socket) => {
      const isAwaited = this.#connecting.delete(asker);
      if (!isAwaited) socket?.destroy();
      else if (error) asker.onLost(error);
      else asker.onConnected(this.#opened(socket, { origin, host: address.host }));
    });
  }

  #opened(socket: Socket, peer: Peer): Connection {
    const connection = new Connection(socket, peer, this);
    this.#connections.add(connection);
    this.#sweeper ??= setInterval(this.#sweep, SWEEP_MS).unref();
    return connection;
  }

  readonly #sweep = (): void => {
    const now = performance.now();
    for (const connection of this.#free.splice(0)) {
      if (now < connection.waitsUntil && connection.isOpen) this.#free.push(connection);
      else connection.destroy();
    }
    if (this.#connections.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  };
}

function addressOf(origin: string) {
  const { protocol, host, hostname, port } = new URL(origin);
  // An address of IPv6 has brackets in a URL only.
  return { protocol, host, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port };
}
