import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Asker } from '../../test/asker.js';
import { RawServer } from '../../test/raw-server.js';
import { ConnectionPool } from './connection-pool.js';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const OK = ['body: ok', 'end'];
const CLOSED = 'lost: The connections to Ollama were closed.';

describe('a ConnectionPool that closes', () => {
  let pool: ConnectionPool;
  let server: RawServer;
  let received: string[];
  let text: string;
  beforeEach(async () => {
    pool = new ConnectionPool(10_000);
    received = [];
    text = ANSWER;
    server = await RawServer.start((socket, request) => {
      received.push(request);
      socket.write(text);
    });
  });
  afterEach(() => server.close());

  function ask(): Asker {
    const asker = new Asker();
    pool.connect(server.origin, asker);
    return asker;
  }

  /** Closes the pool as soon as it hears anything of the answer. */
  class ClosingAsker extends Asker {
    readonly closed = Promise.withResolvers<void>();

    constructor() {
      super();
      pool.connect(server.origin, this);
    }

    override onBody(pieces: Buffer[]): void {
      super.onBody(pieces);
      void pool.close().then(this.closed.resolve);
    }
  }

  /** The connections that the server still has, after all that was under way. */
  async function connectionsLeft(): Promise<number> {
    await Promise.all(server.connections.map((_, index) => server.closed(index)));
    return server.connections.filter(({ destroyed }) => !destroyed).length;
  }

  it('loses who waits for a connection, and sends nothing', async () => {
    const listening = createServer();
    const sent: number[] = [];
    let closed = 0;
    listening.on('connection', (socket) => {
      socket.on('data', (bytes) => sent.push(bytes.length)).on('error', () => {});
      socket.on('close', () => closed++);
    });
    await once(listening.listen(0, '127.0.0.1'), 'listening');
    const askers = [new Asker(), new Asker()];
    for (const asker of askers) {
      pool.connect(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`, asker);
    }
    await pool.close();
    expect(askers.map(({ heard }) => heard)).toEqual([[CLOSED], [CLOSED]]);
    await pool.close();
    await expect.poll(() => closed).toBe(2);
    await new Promise((resolve) => listening.close(resolve));
    expect(sent).toEqual([]);
    expect(askers.map(({ heard }) => heard)).toEqual([[CLOSED], [CLOSED]]);
  });

  it('loses who waits for an answer', async () => {
    text = '';
    const asker = ask();
    await expect.poll(() => received).toHaveLength(1);
    await pool.close();
    expect(asker.heard).toEqual([CLOSED]);
    expect(await connectionsLeft()).toBe(0);
  });

  it('loses who has a part of an answer', async () => {
    text = 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok';
    const asker = ask();
    await asker.answering.promise;
    await pool.close();
    expect(asker.heard).toEqual(['body: ok', CLOSED]);
    expect(await connectionsLeft()).toBe(0);
  });

  it('loses who is given a part of an answer at that time', async () => {
    text = 'HTTP/1.1 200 OK\r\n\r\nok';
    const asker = new ClosingAsker();
    await asker.closed.promise;
    expect(asker.heard).toEqual(['body: ok', CLOSED]);
  });

  it('ends with who is given the last of an answer at that time', async () => {
    const asker = new ClosingAsker();
    await asker.closed.promise;
    expect(asker.heard).toEqual(OK);
    expect(await connectionsLeft()).toBe(0);
  });

  it('loses who is to get a free connection at the end of the turn', async () => {
    expect(await ask().over).toEqual(OK);
    text = '';
    const waiting = ask();
    await expect.poll(() => received).toHaveLength(2);
    text = ANSWER;
    expect(await ask().over).toEqual(OK);
    const inLimbo = ask();
    await pool.close();
    expect(await inLimbo.over).toEqual([CLOSED]);
    expect([waiting.heard, received.length, await connectionsLeft()]).toEqual([[CLOSED], 3, 0]);
  });

  it('closes free connections, and makes no other', async () => {
    expect(await ask().over).toEqual(OK);
    await pool.close();
    expect(await connectionsLeft()).toBe(0);
    expect(ask().heard).toEqual([CLOSED]);
    await pool.close();
    expect(server.connections).toHaveLength(1);
  });
});

describe('a ConnectionPool whose free connection breaks at the end of the turn', () => {
  it('makes another one', async () => {
    const pool = new ConnectionPool(10_000);
    const server = await RawServer.start((socket, request) => {
      if (request.includes('/now')) socket.write(ANSWER);
    });
    const ask = (path: string) => {
      const asker = new Asker({ method: 'GET', path });
      pool.connect(server.origin, asker);
      return asker;
    };
    const slow = ask('/slow');
    await slow.connected.promise;
    const before = ask('/now');
    expect(await before.over).toEqual(OK);
    const after = ask('/now');
    expect(after.connection).toBeUndefined();
    before.connection?.destroy();
    expect(await after.over).toEqual(OK);
    expect(after.connection).not.toBe(before.connection);
    expect(slow.heard).toEqual([]);
    await pool.close();
    await server.close();
  });
});
