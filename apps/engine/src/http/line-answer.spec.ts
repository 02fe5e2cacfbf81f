import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { NativeError } from '../errors/native-error.js';
import { createLog } from '../logging/log.js';
import { clientGone, LineAnswer } from './line-answer.js';

const LINE = { text: 'x'.repeat(64 * 1024) };

describe('answers in lines', () => {
  let server: FastifyInstance;

  afterEach(() => server.close());

  /** A server whose answer is what the generator yields. */
  async function ask(chunks: (gone: AbortSignal) => AsyncGenerator<object>): Promise<IncomingMessage> {
    const lines = new LineAnswer(createLog('silent'));
    server = fastify({ forceCloseConnections: true });
    server.get('/', (_request, reply) => {
      const gone = clientGone(reply);
      return lines.send(reply, chunks(gone), gone);
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const message = request({ host: '127.0.0.1', port }).end();
    const [response] = (await once(message, 'response')) as [IncomingMessage];
    return response;
  }

  it('are one line a chunk', async () => {
    const response = await ask(async function* () {
      yield { a: 1 };
      yield { b: '\n' };
    });

    expect(response.headers['content-type']).toBe('application/x-ndjson');
    expect(await text(response)).toBe('{"a":1}\n{"b":"\\n"}\n');
  });

  it('end with the error of a stream that has begun, and tell nothing of the inside', async () => {
    const response = await ask(async function* () {
      yield { a: 1 };
      throw new Error('ENOENT: /secret/path');
    });

    expect(await text(response)).toBe('{"a":1}\n{"error":"the embedded engine failed to answer"}\n');
  });

  it('have the status of an error before the first line', async () => {
    const response = await ask(async function* () {
      await Promise.reject(new NativeError(503, 'busy'));
      yield {};
    });

    expect(response.statusCode).toBe(503);
    expect(response.headers['content-type']).not.toBe('application/x-ndjson');
  });

  it('are made no faster than the client reads, and no more when it is gone', async () => {
    let made = 0;
    const ended = Promise.withResolvers<string>();
    const response = await ask(async function* () {
      try {
        for (;;) {
          made++;
          yield LINE;
        }
      } finally {
        ended.resolve('ended');
      }
    });
    // The generator would not let go of the event loop if it were not held up.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(made).toBeLessThan(1000);

    response.destroy();
    expect(await ended.promise).toBe('ended');
  });
});
