import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  busy,
  chatChunk,
  chatEnd,
  closedOrigin,
  FakeOllama,
  garbage,
  giantLine,
  hangUpInMidStream,
  html,
  json,
  ndjson,
  PacedStream,
  pieces,
  recorded,
  recordedLines,
  recording,
  resetAfterHeaders,
  resetBeforeHeaders,
  resetInMidStream,
  silence,
  stall,
  text,
} from '../../../test/support/fake-ollama/index.js';
import { type Outcome, outcomeOf } from '../test/outcome-of.js';
import { OllamaError } from './errors/ollama-error.js';
import { NativeOllamaService } from './native-ollama.service.js';
import type { OllamaLimits } from './ollama-limits.js';
import type { OllamaUpstream } from './ollama-upstream.js';

const LIMITS: OllamaLimits = {
  connectTimeoutMs: 300,
  firstByteTimeoutMs: 400,
  chunkTimeoutMs: 200,
  maxLineBytes: 100_000,
};

const MESSAGES = [{ role: 'user' as const, content: 'Hello!' }];
const [HELLO, WORLD] = [chatChunk('Hello'), chatChunk(' world')];
const endsWith = (message: object) => json({ ...chatEnd(), message });

describe('failures of NativeOllamaService', () => {
  let ollama: FakeOllama;
  let service: NativeOllamaService;

  beforeAll(async () => {
    ollama = await FakeOllama.start();
    service = new NativeOllamaService({ origin: ollama.origin, basePath: '' }, LIMITS);
  });
  afterEach(() => ollama.reset());
  afterAll(async () => {
    await service.close();
    await ollama.close();
  });

  async function streamed(answer: Answer): Promise<Outcome<unknown>> {
    ollama.answers('POST /api/chat', answer);
    const { emissions, failure } = await outcomeOf(service.chat({ model: 'demo', messages: MESSAGES }));
    return { emissions: emissions.flat(), failure };
  }

  function notStreamed(answer: Answer): Promise<Outcome<unknown>> {
    ollama.answers('POST /api/chat', answer);
    return outcomeOf(service.chat({ model: 'demo', messages: MESSAGES, stream: false }));
  }

  async function elsewhere(upstream: Partial<OllamaUpstream>): Promise<Outcome<unknown>> {
    const other = new NativeOllamaService({ origin: ollama.origin, basePath: '', ...upstream }, LIMITS);
    try {
      return await outcomeOf(other.version());
    } finally {
      await other.close();
    }
  }

  it('refused', async () => {
    const origin = await closedOrigin();
    expect(await elsewhere({ origin })).toEqual({ emissions: [], failure: { kind: 'refused', origin } });
  });

  it('dns', async () => {
    const origin = 'http://ollama.invalid:11434';
    expect(await elsewhere({ origin })).toEqual({ emissions: [], failure: { kind: 'dns', origin } });
  });

  it('timeout: connect', async () => {
    // It accepts, but never shakes hands.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await elsewhere({ origin: `https://127.0.0.1:${port}` })).toEqual({
      emissions: [],
      failure: { kind: 'timeout', phase: 'connect', limitMs: LIMITS.connectTimeoutMs },
    });
    server.close();
  });

  it('refused: no TLS on the other side', async () => {
    const origin = ollama.origin.replace('http:', 'https:');
    expect(await elsewhere({ origin })).toEqual({ emissions: [], failure: { kind: 'refused', origin } });
  });

  it.each([
    ['before the headers', silence()],
    ['after the headers', stall([])],
  ])('timeout: first-byte, %s', async (_name, answer) => {
    const failure = { kind: 'timeout', phase: 'first-byte', limitMs: LIMITS.firstByteTimeoutMs };
    expect(await streamed(answer)).toEqual({ emissions: [], failure });
    expect(await notStreamed(answer)).toEqual({ emissions: [], failure });
    await Promise.all(ollama.requests.map(({ aborted }) => aborted));
  });

  it('timeout: next-chunk', async () => {
    expect(await streamed(stall([HELLO]))).toEqual({
      emissions: [HELLO],
      failure: { kind: 'timeout', phase: 'next-chunk', limitMs: LIMITS.chunkTimeoutMs },
    });
    await (
      await ollama.received()
    ).aborted;
  });

  it('connection-lost before an answer', async () => {
    const failure = { kind: 'connection-lost', origin: ollama.origin, answering: false };
    expect(await streamed(resetBeforeHeaders())).toEqual({ emissions: [], failure });
    expect(await notStreamed(resetBeforeHeaders())).toEqual({ emissions: [], failure });
    expect(await streamed(garbage())).toEqual({ emissions: [], failure });
  });

  it('connection-lost in mid-answer', async () => {
    const failure = { kind: 'connection-lost', origin: ollama.origin, answering: true };
    expect(await streamed(resetAfterHeaders())).toEqual({ emissions: [], failure });
    expect(await streamed(resetInMidStream([HELLO, WORLD]))).toEqual({ emissions: [HELLO, WORLD], failure });
    expect(await streamed(hangUpInMidStream([HELLO, '{"half a li']))).toEqual({ emissions: [HELLO], failure });
    expect(await notStreamed(resetInMidStream(['{"half an ans']))).toEqual({ emissions: [], failure });
  });

  it('status, with the words of Ollama', async () => {
    const failure = { kind: 'status', status: 404, message: "model 'nope' not found" };
    expect(await streamed(recorded('chat', 'unknown-model'))).toEqual({ emissions: [], failure });
    expect(await notStreamed(recorded('chat', 'unknown-model'))).toEqual({ emissions: [], failure });
  });

  it('status, with the time to come back', async () => {
    const message = 'server busy, please try again.  maximum pending requests exceeded';
    expect((await streamed(busy())).failure).toEqual({ kind: 'status', status: 503, message });
    expect((await streamed(busy('7'))).failure).toEqual({ kind: 'status', status: 503, message, retryAfter: '7' });
  });

  it.each([
    [
      'HTML',
      html(502),
      502,
      '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>',
    ],
    ['plain text', recorded('server', 'wrong-method'), 405, '405 method not allowed'],
    ['nothing', text('', { status: 403 }), 403, 'Forbidden'],
    ['a long text', text('x'.repeat(5000), { status: 500 }), 500, 'x'.repeat(1024)],
    ['text without end', giantLine(64 * 1024 * 1024, { status: 500 }), 500, 'x'.repeat(1024)],
    ['an error object', json({ error: { message: 'no', code: 1 } }, { status: 400 }), 400, 'no'],
    ['a redirect', text('moved', { status: 301, headers: { location: '/' } }), 301, 'moved'],
    ['half an explanation', resetWithStatus(500, 'Internal'), 500, 'Internal'],
  ])('status, explained by %s', async (_name, answer, status, message) => {
    expect(await streamed(answer)).toEqual({ emissions: [], failure: { kind: 'status', status, message } });
  });

  it('mid-stream: a dying runner, as recorded', async () => {
    const lines = recordedLines(recording('faults', 'runner-dies-in-mid-stream'));
    expect(await streamed(recorded('faults', 'runner-dies-in-mid-stream'))).toEqual({
      emissions: lines.slice(0, -1),
      failure: { kind: 'mid-stream', message: 'an error was encountered while running the model: unexpected EOF' },
    });
  });

  it('mid-stream: an error first, in the middle and last', async () => {
    const failure = { kind: 'mid-stream', message: 'no' };
    expect(await streamed(ndjson([{ error: 'no' }, HELLO, chatEnd()]))).toEqual({ emissions: [], failure });
    expect(await streamed(ndjson([HELLO, { error: 'no' }, chatEnd()]))).toEqual({ emissions: [HELLO], failure });
    expect(await streamed(ndjson([HELLO, WORLD, { error: 'no' }]))).toEqual({ emissions: [HELLO, WORLD], failure });
    expect(await notStreamed(json({ error: 'no' }))).toEqual({ emissions: [], failure });
  });

  it('mid-stream: the chunks of the same read come first', async () => {
    const read = [HELLO, { error: 'no' }, WORLD].map((line) => `${JSON.stringify(line)}\n`).join('');
    expect(await streamed(pieces([read]))).toEqual({
      emissions: [HELLO],
      failure: { kind: 'mid-stream', message: 'no' },
    });
  });

  it('incomplete', async () => {
    const failure = { kind: 'incomplete' };
    expect(await streamed(ndjson([HELLO, WORLD]))).toEqual({ emissions: [HELLO, WORLD], failure });
    expect(await streamed(ndjson([]))).toEqual({ emissions: [], failure });
    expect(await notStreamed(json(HELLO))).toEqual({ emissions: [], failure });
  });

  it.each([
    ['HTML with status 200', html()],
    ['half a line', pieces(['{"half a li'])],
    ['an array', pieces(['[]\n'])],
    ['a string', pieces(['"text"\n'])],
    ['null', pieces(['null\n'])],
    ['an object that is no chunk', pieces(['{"status":"success"}\n'])],
    ['a message that is a list', endsWith([])],
    ['content that is a list', endsWith({ content: [] })],
    ['calls that are no list', endsWith({ tool_calls: {} })],
    ['a call of nothing', endsWith({ tool_calls: [{}] })],
    ['a call with a text as arguments', endsWith({ tool_calls: [{ function: { name: 'f', arguments: '{}' } }] })],
    ['invalid UTF-8', pieces([Buffer.from([0xff, 0xfe, 0x0a])])],
  ])('invalid-json: %s', async (_name, answer) => {
    const failure = { kind: 'invalid-json' };
    expect(await streamed(answer)).toEqual({ emissions: [], failure });
    expect(await notStreamed(answer)).toEqual({ emissions: [], failure });
  });

  it('invalid-json: the chunks before it come first', async () => {
    const answer = pieces([`${JSON.stringify(HELLO)}\n{nope\n`]);
    expect(await streamed(answer)).toEqual({ emissions: [HELLO], failure: { kind: 'invalid-json' } });
  });

  it('line-too-long', async () => {
    expect(await streamed(giantLine(64 * 1024 * 1024))).toEqual({
      emissions: [],
      failure: { kind: 'line-too-long', limitBytes: LIMITS.maxLineBytes },
    });
    await (
      await ollama.received()
    ).aborted;
  });

  it('unavailable: nobody to ask', async () => {
    const failure = { kind: 'unavailable' as const, reason: 'The engine is starting.', retryAfterSeconds: 1 };
    const upstream: OllamaUpstream = {
      basePath: '',
      get origin(): string {
        throw new OllamaError(failure);
      },
    };
    const other = new NativeOllamaService(upstream, LIMITS);
    expect(await outcomeOf(other.version())).toEqual({ emissions: [], failure });
    await other.close();
  });

  it('closed: the service was closed, with a request on its way and after', async () => {
    const failure = { kind: 'closed' };
    const closing = new NativeOllamaService({ origin: ollama.origin, basePath: '' }, LIMITS);
    ollama.answers('GET /api/version', silence());
    const running = outcomeOf(closing.version());
    const request = await ollama.received();
    await closing.onApplicationShutdown();
    await request.aborted;
    expect(await running).toEqual({ emissions: [], failure });
    expect(await outcomeOf(closing.version())).toEqual({ emissions: [], failure });
  });

  it.each([
    ['stalls', (stream: PacedStream) => stream.flushHeaders()],
    ['is reset', (stream: PacedStream) => stream.reset()],
    ['goes on with garbage', (stream: PacedStream) => stream.end('garbage')],
  ])('none when the connection %s after the last chunk', async (_name, then) => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    const heard = Promise.withResolvers<unknown>();
    const outcome = outcomeOf(service.chat({ model: 'demo', messages: MESSAGES }), heard.resolve);
    await stream.write(chatEnd());
    await heard.promise;
    await then(stream);
    expect(await outcome).toEqual({ emissions: [[chatEnd()]], failure: undefined });
  });
});

function resetWithStatus(status: number, body: string): Answer {
  return pieces([body], { status, headers: { 'content-length': '1000' } });
}
