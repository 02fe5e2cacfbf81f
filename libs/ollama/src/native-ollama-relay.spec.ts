import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { firstValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  errorAnswer,
  FakeOllama,
  PacedStream,
  resetBeforeHeaders,
  silence,
  text,
} from '../../../test/support/fake-ollama/index.js';
import { startUpstream } from '../../../test/support/upstream.js';
import { outcomeOf } from '../test/outcome-of.js';
import { FlowControl } from './flow-control.js';
import { NativeOllamaService } from './native-ollama.service.js';
import type { OllamaLimits } from './ollama-limits.js';
import type { UpstreamHead } from './http/upstream-head.js';
import type { UpstreamRequest } from './transport/upstream-request.js';

const LIMITS: OllamaLimits = {
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 300,
  chunkTimeoutMs: 300,
  maxLineBytes: 1024,
  retries: 2,
  admission: { maxInFlight: 1, maxWaiting: 0, maxWaitMs: 10_000 },
};

const TIMEOUT = { kind: 'timeout', phase: 'first-byte', limitMs: LIMITS.firstByteTimeoutMs };
const GENERATION = { isGeneration: true };
const NO_GENERATION = { isGeneration: false };

describe('what NativeOllamaService hands on', () => {
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

  function request(fields: Partial<UpstreamRequest> = {}): UpstreamRequest {
    return { method: 'POST', path: '/api/pull', body: '{}', onHead: () => {}, ...fields };
  }

  async function relayed(fields: Partial<UpstreamRequest> = {}, options = NO_GENERATION) {
    const heads: UpstreamHead[] = [];
    const answer = service.relay(
      request({ ...fields, onHead: (head) => heads.push(head) }),
      new FlowControl(),
      options,
    );
    const { emissions, failure } = await outcomeOf(answer);
    return { status: heads[0]?.status, body: Buffer.concat(emissions.flat()).toString(), failure };
  }

  it('is the answer as it is, whatever its status', async () => {
    ollama.answers('POST /api/pull', text('no', { status: 418 }));
    expect(await relayed()).toEqual({ status: 418, body: 'no', failure: undefined });
  });

  it('is asked for once, also where it could be asked for again', async () => {
    ollama.answers('POST /api/pull', resetBeforeHeaders(), text('late'));
    expect(await relayed()).toMatchObject({ failure: { kind: 'connection-lost', answering: false } });
    expect(ollama.requests).toHaveLength(1);
  });

  it('waits for its turn when it is a generation, and for nothing when it is not', async () => {
    const busy = new PacedStream();
    ollama.answers('POST /api/chat', busy.answer);
    ollama.answers('POST /api/pull', text('pulled'));
    const first = relayed({ path: '/api/chat' }, GENERATION);
    await busy.request;
    expect(await relayed({ path: '/api/chat' }, GENERATION)).toMatchObject({
      failure: { kind: 'overloaded', reason: 'queue-full' },
    });
    expect(await relayed()).toMatchObject({ body: 'pulled' });
    await busy.end('done');
    expect(await first).toMatchObject({ body: 'done', failure: undefined });
  });

  it('may be silent for as long as it takes, when that is said', async () => {
    const slow = new PacedStream();
    ollama.answers('POST /api/pull', silence(), slow.answer);
    expect(await relayed()).toMatchObject({ failure: TIMEOUT });
    const pulled = relayed({ mayBeSilent: true });
    await slow.request;
    await pause(2 * LIMITS.firstByteTimeoutMs);
    await slow.write('at ');
    await pause(2 * LIMITS.chunkTimeoutMs);
    await slow.end('last');
    expect(await pulled).toEqual({ status: 200, body: 'at last', failure: undefined });
  });

  it('is not waited for while its body is still being sent, but is when that stands still', async () => {
    ollama.answers('POST /api/pull', text('taken'));
    const slowly = Readable.from(
      (async function* () {
        for (let sent = 0; sent < 8; sent++) {
          await pause(LIMITS.firstByteTimeoutMs / 4);
          yield Buffer.from('x');
        }
      })(),
    );
    expect(await relayed({ body: slowly })).toMatchObject({ body: 'taken', failure: undefined });
    expect(await relayed({ body: new PassThrough() })).toMatchObject({ failure: TIMEOUT });
  });

  it('is there although the rest of the body was not wanted', async () => {
    const upstream = await startUpstream((_message, response) => {
      response.writeHead(400, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"error":"enough"}');
    });
    const other = new NativeOllamaService({ origin: upstream.origin, basePath: '' }, LIMITS);
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          await pause(1);
          yield Buffer.alloc(65_536);
        }
      })(),
    );
    const answer = other.relay(request({ body: endless }), new FlowControl(), NO_GENERATION);
    const { emissions, failure } = await outcomeOf(answer);
    expect([Buffer.concat(emissions.flat()).toString(), failure]).toEqual(['{"error":"enough"}', undefined]);
    await other.close();
    upstream.close();
  });

  it('is, of a deletion, that the model is gone', async () => {
    expect(await firstValueFrom(service.delete({ model: 'demo' }))).toBeUndefined();
    ollama.answers('DELETE /api/delete', errorAnswer(404, "model 'nope' not found"), resetBeforeHeaders());
    expect(await outcomeOf(service.delete({ model: 'nope' }))).toEqual({
      emissions: [],
      failure: { kind: 'status', status: 404, message: "model 'nope' not found" },
    });
    expect(await outcomeOf(service.delete({ model: 'demo' }))).toMatchObject({
      failure: { kind: 'connection-lost', answering: false },
    });
    expect(ollama.requests.map(({ text }) => text)).toEqual([
      '{"model":"demo"}',
      '{"model":"nope"}',
      '{"model":"demo"}',
    ]);
  });
});
