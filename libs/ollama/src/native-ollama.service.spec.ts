import { firstValueFrom, lastValueFrom, type Observable, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  chatChunk,
  chatEnd,
  FakeOllama,
  generateEnd,
  json,
  ndjson,
  PacedStream,
  pieces,
  type Recording,
  recording,
  recordedBody,
  recordedLines,
  recordings,
  replay,
} from '../../../test/support/fake-ollama/index.js';
import { type Outcome, outcomeOf } from '../test/outcome-of.js';
import type { OllamaLimits } from './ollama-limits.js';
import { NativeOllamaService } from './native-ollama.service.js';
import type { OllamaChatRequest } from './types/chat.js';
import type { OllamaGenerateRequest } from './types/generate.js';

const LIMITS: OllamaLimits = {
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 10_000,
  chunkTimeoutMs: 10_000,
  maxLineBytes: 16 * 1024 * 1024,
};

const succeeded = ({ response }: Recording) => response.status === 200;

/** Some recordings of bad formats end in an error line. */
function expectedOf(exchange: Recording): Outcome<unknown> {
  const lines = recordedLines(exchange) as { error?: string }[];
  const message = lines.at(-1)?.error;
  return { emissions: lines.filter(({ error }) => !error), failure: message && { kind: 'mid-stream', message } };
}

async function flatOutcomeOf(observable: Observable<unknown[]>): Promise<Outcome<unknown>> {
  const { emissions, failure } = await outcomeOf(observable);
  return { emissions: emissions.flat(), failure };
}

describe('NativeOllamaService', () => {
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

  it.each(recordings('chat').filter(succeeded))('chat: the chunks of the recording $id', async (exchange) => {
    ollama.answers('POST /api/chat', replay(exchange));
    const request = exchange.request.body as OllamaChatRequest;
    expect(await flatOutcomeOf(service.chat(request))).toEqual(expectedOf(exchange));
    expect(
      ollama.requests.map(({ method, path, body, headers }) => [method, path, body, headers['content-type']]),
    ).toEqual([['POST', '/api/chat', request, 'application/json']]);
  });

  it.each(recordings('generate').filter(succeeded))('generate: the chunks of the recording $id', async (exchange) => {
    ollama.answers('POST /api/generate', replay(exchange));
    const request = exchange.request.body as OllamaGenerateRequest;
    expect(await flatOutcomeOf(service.generate(request))).toEqual(expectedOf(exchange));
    expect(ollama.requests.map(({ body }) => body)).toEqual([request]);
  });

  it('emits a JSON answer of chat and generate once', async () => {
    const messages = [{ role: 'user' as const, content: 'Hello!' }];
    expect(await lastValueFrom(service.chat({ model: 'demo', messages, stream: false }).pipe(toArray()))).toEqual([
      recordedLines(recording('chat', 'json')),
    ]);
    const generated = service.generate({ model: 'demo', prompt: 'Hello!', stream: false });
    expect(await lastValueFrom(generated.pipe(toArray()))).toEqual([recordedLines(recording('generate', 'json'))]);
  });

  it('emits the chunks of one read together', async () => {
    const lines = [chatChunk('a'), chatChunk('b'), chatChunk('c'), chatEnd()];
    ollama.answers('POST /api/chat', (_request, response) => {
      response.writeHead(200);
      // Written in one turn, they leave in one packet, an HTTP chunk each.
      for (const line of lines) response.write(`${JSON.stringify(line)}\n`);
      response.end();
    });
    expect(await lastValueFrom(service.chat(request()).pipe(toArray()))).toEqual([lines]);
  });

  it('emits a chunk as soon as it has come', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    let heard = Promise.withResolvers<unknown>();
    const outcome = outcomeOf(service.chat(request()), (chunks) => heard.resolve(chunks));
    for (const line of [chatChunk('a'), chatChunk('b'), chatEnd()]) {
      await stream.write(line);
      expect(await heard.promise).toEqual([line]);
      heard = Promise.withResolvers();
    }
    await stream.end();
    expect(await outcome).toMatchObject({ emissions: { length: 3 }, failure: undefined });
  });

  it('gives embeddings, models and version as they are on the wire', async () => {
    const bytes = Buffer.concat(await firstValueFrom(service.embed({ model: 'demo', input: ['Hello!', 'Paris'] })));
    expect(bytes.toString()).toBe(recordedBody(recording('embed', 'array')));
    expect([await firstValueFrom(service.tags())]).toEqual(recordedLines(recording('server', 'tags')));
    expect([await firstValueFrom(service.show({ model: 'demo' }))]).toEqual(recordedLines(recording('models', 'show')));
    expect([await firstValueFrom(service.ps())]).toEqual(recordedLines(recording('server', 'ps-one-loaded')));
    expect(await firstValueFrom(service.version())).toEqual({ version: '0.24.0' });
    expect(ollama.requests.map(({ method, path, text }) => [method, path, text])).toEqual([
      ['POST', '/api/embed', '{"model":"demo","input":["Hello!","Paris"]}'],
      ['GET', '/api/tags', ''],
      ['POST', '/api/show', '{"model":"demo"}'],
      ['GET', '/api/ps', ''],
      ['GET', '/api/version', ''],
    ]);
  });

  it('takes the null that old servers say for no models', async () => {
    ollama.answers('GET /api/tags', json({ models: null }));
    expect(await firstValueFrom(service.tags())).toEqual({ models: [] });
  });

  it.each(['x', {}, [{}], [null], [{ name: 5 }]])('takes %j for no models, and says so', async (models) => {
    ollama.answers('GET /api/tags', json({ models }));
    await expect(firstValueFrom(service.tags())).rejects.toMatchObject({ failure: { kind: 'invalid-json' } });
  });

  it('takes last chunks without message or response, as old servers send them', async () => {
    const { message: _message, ...chat } = chatEnd();
    const { response: _response, ...generate } = generateEnd();
    ollama.answers('POST /api/chat', ndjson([chat]));
    ollama.answers('POST /api/generate', json(generate));
    expect(await firstValueFrom(service.chat(request()))).toEqual([chatEnd()]);
    expect(await firstValueFrom(service.generate({ model: 'demo', prompt: '', stream: false }))).toEqual([
      generateEnd(),
    ]);
  });

  it.each([
    [{}, { content: '' }],
    [
      { content: null, tool_calls: null },
      { content: '', tool_calls: [] },
    ],
    [
      { tool_calls: [{ function: { name: 'f', arguments: null } }, { function: { name: 'g' } }] },
      { content: '', tool_calls: ['f', 'g'].map((name) => ({ function: { name, arguments: {} } })) },
    ],
  ])('takes %j for a message, as old servers send it', async (old, message) => {
    ollama.answers('POST /api/chat', json({ ...chatEnd(), message: { role: 'assistant', ...old } }));
    expect(await firstValueFrom(service.chat({ ...request(), stream: false }))).toEqual([
      { ...chatEnd(), message: { role: 'assistant', ...message } },
    ]);
  });

  it('takes an answer cut at any byte', async () => {
    const lines = [chatChunk('日本 👋'), chatChunk('é'), chatEnd()];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\r\n\r\n`).join(''));
    ollama.answers('POST /api/chat', pieces(Array.from(bytes, (byte) => Buffer.of(byte))));
    expect((await lastValueFrom(service.chat(request()).pipe(toArray()))).flat()).toEqual(lines);
  });

  it('ignores what comes after the last chunk in the same read', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    const outcome = outcomeOf(service.chat(request()));
    await stream.write(`${JSON.stringify(chatEnd())}\n${JSON.stringify(chatChunk('late'))}\n`);
    expect(await outcome).toEqual({ emissions: [[chatEnd()]], failure: undefined });
    await (
      await stream.request
    ).aborted;
  });

  it('ignores what comes after the last chunk later, and ends the request', async () => {
    const stream = new PacedStream();
    ollama.answers('POST /api/chat', stream.answer);
    const outcome = outcomeOf(service.chat(request()), () => void stream.write(chatChunk('late')));
    await stream.write(chatEnd());
    expect(await outcome).toEqual({ emissions: [[chatEnd()]], failure: undefined });
    await (
      await stream.request
    ).aborted;
  });

  it('asks anew for every subscription, and not before', async () => {
    const version = service.version();
    expect(ollama.requests).toHaveLength(0);
    await firstValueFrom(version);
    await firstValueFrom(version);
    expect(ollama.requests).toHaveLength(2);
  });

  it('asks under the base path, with the key, where the upstream is at the moment', async () => {
    const other = await FakeOllama.start();
    const upstream = { origin: ollama.origin, basePath: '/ollama', apiKey: 'secret' };
    const keyed = new NativeOllamaService(upstream, LIMITS);
    try {
      for (const one of [ollama, other]) {
        upstream.origin = one.origin;
        one.answers('GET /ollama/api/version', json({ version: one.origin }));
        expect(await firstValueFrom(keyed.version())).toEqual({ version: one.origin });
        expect(one.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret']);
      }
    } finally {
      await keyed.close();
      await other.close();
    }
  });
});

function request(): OllamaChatRequest {
  return { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] };
}
