import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { PacedStream } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { answersTo, openSocket, parseAnswers, rawPost, textOf } from './support/raw-http.js';
import { CHAT, EMBEDDINGS, GENERATING } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RECEIVE_TIMEOUT: '500ms' });

const TOO_SLOW = {
  error: { message: 'The request took too long to arrive.', type: 'invalid_request_error', param: null, code: null },
};

/** Sends a byte now and then, as long as there is somebody. */
async function trickle(begin: string, piece: string): Promise<string> {
  const socket = openSocket(gateway.port, begin);
  const timer = setInterval(() => socket.write(piece), 50);
  const text = await textOf(socket);
  clearInterval(timer);
  return text;
}

function connections(): Promise<number> {
  return new Promise((resolve, reject) => {
    gateway.app
      .getHttpServer()
      .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count)));
  });
}

const halfBody = (path: string, request: object) => rawPost(path, request).slice(0, -10);

describe('a request that does not come to its end is given up', () => {
  it.each([
    ['in its first line', 'POST /v1/chat'],
    ['in its headers', 'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-slow: '],
    ['in its body', halfBody(CHAT.path, CHAT.request)],
    ['in the body of an embedding', halfBody(EMBEDDINGS.path, EMBEDDINGS.request)],
    ['before its body', rawPost(CHAT.path, '', { 'content-length': '1000' })],
    [
      'in a chunk of its body',
      rawPost(CHAT.path, '', { 'transfer-encoding': 'chunked' }).replace(/content-length: 0\r\n/, '') + '10\r\n{"model',
    ],
  ])('%s', async (_, begin) => {
    const [answer, ...others] = await answersTo(gateway.port, begin);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      status: 408,
      headers: { connection: 'close', 'content-type': 'application/json; charset=utf-8' },
    });
    expect(answer?.headers['x-request-id']).toMatch(/^req_/);
    expect(JSON.parse(answer?.body ?? '')).toEqual(TOO_SLOW);
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ', 'x'],
    ['a body', rawPost(CHAT.path, '{', { 'content-length': '100000' }), ' '],
  ])('also when %s come byte by byte', async (_, begin, piece) => {
    const [answer] = parseAnswers(await trickle(begin, piece));
    expect(answer?.status).toBe(408);
  });

  it('while others are answered', async () => {
    const slow = Array.from({ length: 50 }, () => answersTo(gateway.port, halfBody(CHAT.path, CHAT.request)));
    expect((await gateway.post(CHAT.path, CHAT.request)).status).toBe(200);
    for (const answers of await Promise.all(slow)) expect(answers.map(({ status }) => status)).toEqual([408]);
    expect(ollama.requests).toHaveLength(1);
  });
});

describe('a client that does not close either', () => {
  it.each([
    ['in its headers', 'GET / HTTP/1.1\r\nhost'],
    ['in its body', halfBody(CHAT.path, CHAT.request)],
  ])('is cut off after its answer: %s', async (_, begin) => {
    const before = await connections();
    const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(begin));
    let text = '';
    socket.on('data', (piece) => (text += piece.toString()));
    await vi.waitUntil(() => text.includes('408'), { timeout: 15_000 });
    await vi.waitUntil(async () => (await connections()) <= before, { timeout: 15_000 });
    socket.destroy();
    expect(parseAnswers(text)).toMatchObject([{ status: 408, headers: { connection: 'close' } }]);
  });
});

it.each([
  ['body', halfBody(CHAT.path, CHAT.request), ''],
  ['headers', 'GET /v1/models HTTP/1.1\r\nhost: localh', 'ost\r\n\r\n'],
])(
  'a request that is sent ahead may take as long as the answer before it, which stays whole: its %s',
  async (_, half, tooLate) => {
    const paced = new PacedStream();
    ollama.answers(CHAT.route, paced.answer);
    void paced.write(CHAT.delta('Hello'));
    const socket = openSocket(gateway.port, rawPost(CHAT.path, { ...CHAT.request, stream: true }));
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.write(half);
    const text = textOf(socket);
    // Three times the limit.
    await pause(1500);
    if (tooLate !== '') socket.write(tooLate);
    await paced.write(CHAT.delta(' again'));
    await paced.end(CHAT.end());
    const answers = parseAnswers(await text);
    expect(answers.map(({ status }) => status)).toEqual([200, 408]);
    expect(answers[0]?.body).toMatch(/data: \[DONE\]\n\n$/);
  },
);

it.each(GENERATING)('an answer of %s may take longer than a request', async (_, { path, route, request, end }) => {
  ollama.answers(route, async (__, response) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    response.end(JSON.stringify(end('Hello')));
  });
  const response = await gateway.post(path, request);
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Hello')]);
});
