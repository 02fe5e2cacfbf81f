import { afterAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  closedOrigin,
  giantLine,
  hangUpInMidStream,
  html,
  json,
  ndjson,
  type Piece,
  pieces,
  resetAfterHeaders,
  resetBeforeHeaders,
  resetInMidStream,
  silence,
  stall,
} from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { CHAT, EMBEDDINGS, GENERATING, type Resource } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });
const impatient = await Gateway.start({
  OLLAMA_HOST: ollama.origin,
  GATEWAY_FIRST_BYTE_TIMEOUT: '1s',
  GATEWAY_CHUNK_TIMEOUT: '500ms',
});
const alone = await Gateway.start({ OLLAMA_HOST: await closedOrigin(), GATEWAY_RETRIES: '0' });
afterAll(async () => {
  await impatient.close();
  await alone.close();
});

const MEBIBYTE = 1024 * 1024;
const INVALID_UTF8 = Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]);

/** Sends half of the headers and resets the connection. */
const resetInHeaders: Answer = (_request, { socket }) => {
  socket?.write('HTTP/1.1 200 OK\r\ncontent-ty', () => socket.resetAndDestroy());
};

type Expected = [status: number, code: string];
const UNREACHABLE: Expected = [502, 'upstream_unreachable'];
const LOST: Expected = [502, 'upstream_connection_lost'];
const INVALID: Expected = [502, 'invalid_upstream_answer'];
const INCOMPLETE: Expected = [502, 'incomplete_answer'];
const FAILED: Expected = [500, 'upstream_error'];
const TOO_SLOW: Expected = [504, 'upstream_timeout'];

/** Before anything was sent on, a failure is a status, for a stream too. */
const BEFORE_THE_FIRST_BYTE: [string, Answer, Expected][] = [
  ['resets before the headers', resetBeforeHeaders(), LOST],
  ['resets in the headers', resetInHeaders, LOST],
  ['resets after the headers', resetAfterHeaders(), LOST],
  ['sends half a line and dies', hangUpInMidStream(['{"model":"demo","mess']), LOST],
  ['sends half a line and resets', resetInMidStream(['{"model":"demo","mess']), LOST],
  ['sends an error with 200', ndjson([{ error: 'CUDA error' }]), FAILED],
  ['sends a page with 200', html(), INVALID],
  ['sends a line of 17 MiB', giantLine(17 * MEBIBYTE), INVALID],
  ['sends invalid UTF-8', pieces([INVALID_UTF8]), INVALID],
];
const SILENCES: [string, Answer][] = [
  ['says nothing', silence()],
  ['says nothing after half a line', stall(['{"model":'])],
];

/** After that a failure is an event; the line before it was sent on. */
const IN_MID_STREAM: [string, (first: object) => Answer, string, Gateway?][] = [
  ['resets', (first) => resetInMidStream([first]), 'upstream_connection_lost'],
  ['sends half a line and dies', (first) => hangUpInMidStream([first, '{"mod']), 'upstream_connection_lost'],
  ['sends an error and goes on', (first) => ndjson([first, { error: 'CUDA error' }, first]), 'upstream_error'],
  ['ends with an error', (first) => ndjson([first, { error: 'CUDA error' }]), 'upstream_error'],
  ['ends without done', (first) => ndjson([first]), 'incomplete_answer'],
  ['sends a page', (first) => pieces([first, '<html>\n']), 'invalid_upstream_answer'],
  ['sends invalid UTF-8', (first) => pieces([first, INVALID_UTF8]), 'invalid_upstream_answer'],
  ['says nothing more', (first) => stall([first]), 'upstream_timeout', impatient],
  ['sends half a character and ends', (first) => pieces([first, Buffer.from([0x22, 0xc3])]), 'invalid_upstream_answer'],
];

async function failureOf(service: Gateway, path: string, request: object): Promise<[number, unknown]> {
  const response = await service.post(path, request);
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

/** The data of all events, `[DONE]` too. */
function eventsOf(text: string): unknown[] {
  expect(text.endsWith('\n\n')).toBe(true);
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((event) => /^(?:event: [\w.]+\n)?data: (.*)$/.exec(event)?.[1] ?? event)
    .map((data) => (data.startsWith('{') ? (JSON.parse(data) as unknown) : data));
}

function isFailure(event: unknown): boolean {
  const { error, type } = event as { error?: unknown; type?: string };
  return error !== undefined || type === 'error' || type === 'response.failed';
}

/** As each resource says it: an error alone, or an event of this type. */
function failureIn(event: unknown): unknown {
  const { error, code } = event as { error?: { code: string }; code?: string };
  return error?.code ?? code;
}

const isEnd = (event: unknown) => event === '[DONE]' || (event as { type?: string }).type === 'response.completed';

describe.each(GENERATING)('%s, when Ollama', (_, { path, route, request, delta, end, failureEvents }: Resource) => {
  const streamed = { ...request, stream: true };

  it('is not there', async () => {
    expect(await failureOf(alone, path, request)).toEqual(UNREACHABLE);
    expect(await failureOf(alone, path, streamed)).toEqual(UNREACHABLE);
  });

  it.each(BEFORE_THE_FIRST_BYTE)('%s', async (__, answer, expected) => {
    ollama.answers(route, answer);
    expect(await failureOf(gateway, path, request)).toEqual(expected);
    expect(await failureOf(gateway, path, streamed)).toEqual(expected);
    expect(ollama.requests).toHaveLength(2);
  });

  it.each(SILENCES)('%s', async (__, answer) => {
    ollama.answers(route, answer);
    const failures = await Promise.all([request, streamed].map((body) => failureOf(impatient, path, body)));
    expect(failures).toEqual([TOO_SLOW, TOO_SLOW]);
  });

  it('does not say that it is done', async () => {
    ollama.answers(route, json(delta('Hello')));
    expect(await failureOf(gateway, path, request)).toEqual(INCOMPLETE);
    ollama.answers(route, ndjson([]));
    expect(await failureOf(gateway, path, streamed)).toEqual(INCOMPLETE);
  });

  it.each(IN_MID_STREAM)('%s in mid-stream', async (__, answer, code, service = gateway) => {
    ollama.answers(route, answer(delta('Hello')));
    const response = await service.post(path, streamed);
    expect(response.status).toBe(200);
    const events = eventsOf(await response.text());
    expect(JSON.stringify(events)).toContain('Hello');
    expect(events.filter(isFailure)).toEqual(events.slice(-failureEvents));
    expect(failureIn(events.at(-failureEvents))).toBe(code);
    expect(events.filter(isEnd)).toEqual([]);
  });

  it.each<[string, Piece[]]>([
    ['sends chunks after done', [delta('too late'), end()]],
    ['sends an error after done', [{ error: 'too late' }]],
    ['sends garbage after done', ['too late\n']],
    ['ends in the middle of a line after done', ['{"too late']],
  ])('%s', async (__, late) => {
    ollama.answers(route, pieces([delta('Hello'), end(), ...late]));
    const text = await (await gateway.post(path, streamed)).text();
    const events = eventsOf(text);
    expect(events.filter(isFailure)).toEqual([]);
    expect(events.filter(isEnd)).toEqual([events.at(-1)]);
    expect(text).not.toContain('too late');
  });

  it('sends nothing for long, and then answers', async () => {
    const late =
      (answer: Answer): Answer =>
      async (...exchange) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await answer(...exchange);
      };
    ollama.answers(route, late(json(end('Hello'))), late(ndjson([delta('Hello'), end()])));
    const response = await gateway.post(path, request);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Hello')]);
    const events = eventsOf(await (await gateway.post(path, streamed)).text());
    expect(events.filter(isEnd)).toEqual([events.at(-1)]);
  });
});

it('a stream is a line of 64 MB', async () => {
  const { path, route, request } = CHAT;
  ollama.answers(route, giantLine(64 * MEBIBYTE));
  expect(await failureOf(gateway, path, { ...request, stream: true })).toEqual(INVALID);
  // What is beyond the limit is not waited for.
  await ollama.requests[0]?.aborted;
});

describe('embeddings, when Ollama', () => {
  const { path, route, request, answer } = EMBEDDINGS;

  it('is not there', async () => {
    expect(await failureOf(alone, path, request)).toEqual(UNREACHABLE);
  });

  it.each(BEFORE_THE_FIRST_BYTE)('%s', async (_, fault, expected) => {
    ollama.answers(route, fault);
    expect(await failureOf(gateway, path, request)).toEqual(expected);
    expect(ollama.requests).toHaveLength(1);
  });

  it.each(SILENCES)('%s', async (_, fault) => {
    ollama.answers(route, fault);
    expect(await failureOf(impatient, path, request)).toEqual(TOO_SLOW);
  });

  it('answers at last', async () => {
    ollama.answers(route, json(answer));
    const response = await gateway.post(path, request);
    expect([response.status, await response.json()]).toMatchObject([200, { data: [{ embedding: [0.5, -0.25] }] }]);
  });
});
