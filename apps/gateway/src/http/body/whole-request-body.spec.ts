import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OpenAiError } from '@app/openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IncomingRequest } from './incoming-request.js';
import { readWholeBody } from './whole-request-body.js';

const LIMIT = 10;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function outcomeOf(body: Parameters<typeof readWholeBody>[0]): Promise<string> {
  return new Promise((resolve, reject) => {
    readWholeBody(body, LIMIT, { onBody: (bytes) => resolve(bytes.toString()), onError: reject });
  });
}

describe('readWholeBody', () => {
  let client: Socket;
  let begun: Promise<[IncomingRequest, ServerResponse]>;
  const server = createServer({ IncomingMessage: IncomingRequest });

  const begin = (): void => {
    begun = once(server, 'request') as typeof begun;
  };

  beforeEach(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    begin();
  });

  afterEach(async () => {
    client.destroy();
    server.close();
    await once(server, 'close');
  });

  const sendHead = (length: number) => client.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n`);

  it('takes what comes in several reads, past the stream of the request', async () => {
    sendHead(6);
    const [request, response] = await begun;
    const body = outcomeOf(request);
    const ended = once(request, 'end');
    client.write('one');
    await turn();
    client.write('two');
    expect(await body).toBe('onetwo');
    await ended;
    expect([request.complete, request.readableEnded, request.readableLength]).toEqual([true, true, 0]);

    begin();
    response.end();
    sendHead(5);
    client.write('three');
    const [next] = await begun;
    expect(await outcomeOf(next)).toBe('three');
  });

  it('takes chunks of the transfer', async () => {
    client.write('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\nt');
    const [request] = await begun;
    const body = outcomeOf(request);
    client.write('wo\r\n0\r\nx-trailer: a\r\n\r\n');
    expect(await body).toBe('onetwo');
    expect(request.trailers).toEqual({ 'x-trailer': 'a' });
  });

  it('says nothing of a body whose client goes away: there is nobody to answer', async () => {
    sendHead(6);
    const [request, response] = await begun;
    const told: unknown[] = [];
    readWholeBody(request, LIMIT, { onBody: (bytes) => told.push(bytes), onError: (error) => told.push(error) });
    client.write('one');
    await turn();
    client.destroy();
    await once(response, 'close');
    expect([told, request.destroyed]).toEqual([[], true]);
  });

  it('keeps nothing of the bytes, however long the request lasts', async () => {
    sendHead(6);
    const [request] = await begun;
    const decoded = new PassThrough();
    const read = (body: IncomingRequest | PassThrough) =>
      new Promise<WeakRef<Buffer>>((resolve, reject) => {
        readWholeBody(body, LIMIT, { onBody: (bytes) => resolve(new WeakRef(bytes)), onError: reject });
      });
    const bodies = [read(request), read(decoded)];
    client.write('onetwo');
    decoded.end(Buffer.from('onetwo'));
    const [plain, other] = await Promise.all(bodies);
    await turn();
    collectGarbage();
    expect([plain?.deref(), other?.deref()]).toEqual([undefined, undefined]);
    expect([request.complete, decoded.readableEnded]).toEqual([true, true]);
  });

  it('is not given a body of which some has come already', async () => {
    sendHead(6);
    const [request] = await begun;
    client.write('one');
    await once(request, 'readable');
    const body = outcomeOf(request);
    client.write('two');
    expect(await body).toBe('onetwo');
  });

  it('reads a stream in place of the request', async () => {
    const decoded = new PassThrough();
    const body = outcomeOf(decoded);
    decoded.write('one');
    decoded.end('two');
    expect(await body).toBe('onetwo');
  });

  it('refuses what is beyond the limit, and takes the rest of it for nothing', async () => {
    sendHead(LIMIT + 5);
    const [request, response] = await begun;
    const body = outcomeOf(request);
    client.write('x'.repeat(LIMIT + 1));
    await expect(body).rejects.toMatchObject({ status: 413, code: 'request_too_large' });
    response.end();
    client.write('rest');
    await once(request, 'end');
    expect(request.readableLength).toBe(0);
  });

  it('fails where a stream does, in words of its own where it has none', async () => {
    const refusal = OpenAiError.invalidRequest({ message: 'broken' });
    const fails = (error: Error) => outcomeOf(new PassThrough().destroy(error));
    await expect(fails(refusal)).rejects.toBe(refusal);
    await expect(fails(new Error('aborted'))).rejects.toMatchObject({
      status: 400,
      message: 'The request body has not arrived whole.',
    });
  });
});
