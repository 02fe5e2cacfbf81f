import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  busy,
  closedOrigin,
  FakeOllama,
  hangUpInMidStream,
  json,
  ndjson,
  resetAfterHeaders,
  resetBeforeHeaders,
  resetInMidStream,
} from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { EMBEDDINGS, GENERATING } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '2' });

describe.each(GENERATING)('%s', (_, { path, route, request, delta, end }) => {
  const streamed = { ...request, stream: true };

  it.each<[string, Answer]>([
    ['busy', busy()],
    ['busy, in a proxy’s words', busy('1')],
    ['resetting before an answer', resetBeforeHeaders()],
  ])('are asked for again of an Ollama that is %s, and no more often than configured', async (__, fault) => {
    ollama.answers(route, fault, fault, json(end('Hello')));
    const response = await gateway.post(path, request);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Hello')]);
    ollama.answers(route, fault);
    const refused = await gateway.post(path, streamed);
    expect([502, 503]).toContain(refused.status);
    expect(ollama.requests).toHaveLength(3 + 3);
  });

  it.each<[string, Answer]>([
    ['resets after the headers', resetAfterHeaders()],
    ['resets in mid-stream', resetInMidStream([delta('Hello')])],
    ['hangs up in mid-stream', hangUpInMidStream([delta('Hello'), '{"mod'])],
    ['ends too early', ndjson([delta('Hello')])],
    ['fails in mid-stream', ndjson([delta('Hello'), { error: 'server busy, please try again' }])],
    ['fails at once', ndjson([{ error: 'server busy, please try again' }])],
  ])('are never asked for again of an Ollama that %s', async (__, fault) => {
    ollama.answers(route, fault);
    await (await gateway.post(path, streamed)).text();
    await (await gateway.post(path, request)).text();
    expect(ollama.requests).toHaveLength(2);
  });
});

it('embeddings are asked for again where there was no answer, and only there', async () => {
  ollama.answers(EMBEDDINGS.route, busy(), resetBeforeHeaders(), json(EMBEDDINGS.answer));
  expect((await gateway.post(EMBEDDINGS.path, EMBEDDINGS.request)).status).toBe(200);
  ollama.answers(EMBEDDINGS.route, resetInMidStream(['{"model":']));
  expect((await gateway.post(EMBEDDINGS.path, EMBEDDINGS.request)).status).toBe(502);
  expect(ollama.requests).toHaveLength(3 + 1);
});

it('an Ollama that starts meanwhile is found', async () => {
  const origin = await closedOrigin();
  const patient = await Gateway.start({ OLLAMA_HOST: origin, GATEWAY_RETRIES: '10' });
  afterAll(() => patient.close());
  const asked = patient.fetch('/v1/models');
  const late = await FakeOllama.start(Number(new URL(origin).port));
  afterAll(() => late.close());
  expect((await asked).status).toBe(200);
});

it('nobody is asked again for a client that has gone', async () => {
  let attempts = 0;
  const firstAttempt = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    attempts++;
    socket.resetAndDestroy();
    firstAttempt.resolve();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const patient = await Gateway.start({ OLLAMA_HOST: `http://127.0.0.1:${port}`, GATEWAY_RETRIES: '10' });
  afterAll(async () => {
    await patient.close();
    server.close();
  });
  const left = new AbortController();
  const asked = patient.post('/v1/chat/completions', GENERATING[0]?.[1].request, {
    signal: left.signal,
    headers: { 'x-request-id': 'impatient' },
  });
  await firstAttempt.promise;
  left.abort();
  await expect(asked).rejects.toThrow('aborted');
  await patient.log.line({ requestId: 'impatient', clientGone: true });
  const before = attempts;
  // Longer than the first pauses between attempts are.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(attempts).toBe(before);
});
