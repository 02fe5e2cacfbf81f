import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { NativeOllamaService } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import fastify, { type FastifyInstance } from 'fastify';
import { lastValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CapturedLog } from '../../../../test/support/captured-log.js';
import { FakeOllama } from '../../../../test/support/fake-ollama/index.js';
import { ErrorTranslator } from '../errors/error-translator.js';
import { AllowedMethods } from '../http/allowed-methods.js';
import { Exchange } from '../http/exchange.js';
import { createLog } from '../logging/log.js';
import { NativeRelay } from './native-relay.js';

const BODY_LIMIT = 1024;
// More than it takes to find out what is wrong with a body.
const LATER_MS = 100;

const LIMITS = { connectTimeoutMs: 10_000, firstByteTimeoutMs: 10_000, chunkTimeoutMs: 10_000, maxLineBytes: 1024 };

/** The relay behind a route that asks it to pass a request on, and looks at the answer some time later. */
describe('a relayed request whose body was refused before anybody asked for the answer', () => {
  let ollama: FakeOllama;
  let service: FastifyInstance;
  let origin: string;
  let outcome: unknown;

  beforeAll(async () => {
    ollama = await FakeOllama.start();
    const native = new NativeOllamaService({ origin: ollama.origin, basePath: '' }, LIMITS);
    const relay = new NativeRelay(
      native,
      new ErrorTranslator(new AllowedMethods(), createLog('info', new CapturedLog())),
    );
    service = fastify({ bodyLimit: BODY_LIMIT });
    service.removeAllContentTypeParsers();
    service.addContentTypeParser('*', (_request, _body: IncomingMessage, done) => done(null));
    service.post('/api/chat', async (request, reply) => {
      request.exchange = new Exchange();
      const answer = relay.pass({ request, reply }, 'inference');
      await pause(LATER_MS);
      outcome = await lastValueFrom(answer).catch((error: unknown) => error);
    });
    service.addHook('onClose', () => native.onApplicationShutdown());
    origin = await service.listen();
  });
  afterAll(async () => {
    await service.close();
    await ollama.close();
  });

  it.each([
    ['is not what it says', Buffer.from('{}'), 400, 'The request body is not what its content-encoding says.'],
    ['is too large', gzipSync(Buffer.alloc(2 * BODY_LIMIT)), 413, 'The request body is too large.'],
  ])('fails as the refusal says: it %s', async (_, body, status, message) => {
    await fetch(`${origin}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'text/x-own', 'content-encoding': 'gzip' },
      body: new Uint8Array(body),
    });
    expect(outcome).toBeInstanceOf(OpenAiError);
    expect(outcome).toMatchObject({ status, message });
    expect(ollama.requests).toEqual([]);
  });
});
