import { afterAll, describe, expect, it } from 'vitest';
import { type Answer, busy, json, ndjson, PacedStream, resetInMidStream } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { CHAT, GENERATING, RESPONSES } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_SSE_KEEP_ALIVE: '40ms', GATEWAY_RETRIES: '0' });
const patient = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_RETRIES: '0' });
afterAll(() => patient.close());

const COMMENT = ': keep-alive\n\n';

/** Answers only when it is told to. */
class Held {
  readonly #released = Promise.withResolvers<void>();
  readonly answer: Answer;

  constructor(answer: Answer) {
    this.answer = async (request, response) => {
      await this.#released.promise;
      await answer(request, response);
    };
  }

  release(): void {
    this.#released.resolve();
  }
}

/** What has come of a body when `isEnough` says so, and a way to read the rest. */
async function read(response: Response, isEnough: (text: string) => boolean) {
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const goOn = async (until: (text: string) => boolean): Promise<string> => {
    while (!until(text)) {
      // oxlint-disable-next-line no-await-in-loop -- pieces come one after the other
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return text;
  };
  return { begun: await goOn(isEnough), rest: () => goOn(() => false) };
}

const comments = (count: number) => (text: string) => text.split(COMMENT).length > count;
const withoutIds = (text: string) =>
  text.replaceAll(/\b([a-z]+[-_])[0-9a-f]{32,}\b|"(created|created_at|completed_at)":\d+/g, '');
const withoutComments = (text: string) => text.replaceAll(COMMENT, '');

describe.each(GENERATING)('a stream of %s', (_, { path, route, request, delta, end }) => {
  const streamed = { ...request, stream: true };

  it('begins with comments while the model is silent, and is the same stream otherwise', async () => {
    const lines = [delta('Hello'), end()];
    const held = new Held(ndjson(lines));
    ollama.answers(route, held.answer);
    const response = await gateway.post(path, streamed);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const { begun, rest } = await read(response, comments(2));
    expect(begun).toBe(COMMENT.repeat(2));
    held.release();
    const text = withoutComments(await rest());
    ollama.answers(route, ndjson(lines));
    const usual = await (await patient.post(path, streamed)).text();
    expect(usual).not.toContain(COMMENT);
    expect(withoutIds(text)).toBe(withoutIds(usual));
  });

  it('ends with an event where the model fails after a comment', async () => {
    const held = new Held(busy());
    ollama.answers(route, held.answer);
    const response = await gateway.post(path, streamed);
    const { rest } = await read(response, comments(1));
    held.release();
    const text = withoutComments(await rest());
    expect(response.status).toBe(200);
    expect(text).toContain('"upstream_busy"');
    expect(text).not.toContain('[DONE]');
    expect(text).not.toContain('response.completed');
  });
});

it('comments fill a silence in mid-stream', async () => {
  const paced = new PacedStream();
  ollama.answers('POST /api/chat', paced.answer);
  const asked = gateway.post(CHAT.path, { ...CHAT.request, stream: true });
  await paced.write(CHAT.delta('Hello'));
  const { begun, rest } = await read(await asked, comments(2));
  expect(begun).toMatch(/^(: keep-alive\n\n)*data: .*"content":"Hello".*\n\n(: keep-alive\n\n){2}/);
  await paced.end(CHAT.end());
  expect(withoutComments(await rest())).toMatch(/"finish_reason":"stop".*\n\ndata: \[DONE\]\n\n$/);
});

it('an error that comes in time is still a status', async () => {
  ollama.answers('POST /api/chat', busy());
  expect((await patient.post(CHAT.path, { ...CHAT.request, stream: true })).status).toBe(503);
});

it('an answer in one piece has no comments', async () => {
  const held = new Held(json(CHAT.end('Hello')));
  ollama.answers('POST /api/chat', held.answer);
  const asked = gateway.post(CHAT.path, CHAT.request);
  await ollama.received();
  await new Promise((resolve) => setTimeout(resolve, 120));
  held.release();
  expect(await (await asked).json()).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
});

it('the official client passes over comments, and raises the error that comes after them', async () => {
  const paced = new PacedStream();
  ollama.answers('POST /api/chat', paced.answer);
  const stream = await gateway.client().chat.completions.create({
    model: 'demo',
    messages: [{ role: 'user', content: 'Hello!' }],
    stream: true,
  });
  await paced.end(CHAT.delta('Hello'));
  const contents: unknown[] = [];
  const reading = (async () => {
    for await (const { choices } of stream) contents.push(choices[0]?.delta.content);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'incomplete_answer' });
  expect(contents).toEqual(['Hello']);
});

it('the log tells when the model began, and not the comments', async () => {
  const held = new Held(resetInMidStream([]));
  ollama.answers('POST /api/chat', held.answer);
  const headers = { 'x-request-id': 'silent' };
  const response = await gateway.post(RESPONSES.path, { ...RESPONSES.request, stream: true }, { headers });
  const { rest } = await read(response, comments(1));
  held.release();
  await rest();
  const line = await gateway.log.line({ requestId: 'silent', msg: 'request' });
  expect(line).toMatchObject({ status: 200, stream: true, error: 'upstream_connection_lost' });
  expect(line).not.toHaveProperty('firstByteMs');
});
