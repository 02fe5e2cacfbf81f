import { PassThrough, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { NativeOllamaService, type UpstreamHead } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import { writeBytes } from '@app/streaming';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finalize, Observable, takeUntil } from 'rxjs';
import type { NativeGroup } from '../config/native-groups.js';
import { ErrorTranslator } from '../errors/error-translator.js';
import { decodedBody } from '../http/body/content-encoding.js';
import { hasBody } from '../http/body/has-body.js';
import { toClientHeaders, toOllamaHeaders } from './forwarded-headers.js';
import type { NativeExchange } from './native-exchange.decorator.js';

const STREAM_TYPE = /^application\/x-ndjson\b/;

/**
 * Passes requests of Ollama's own API on to it, and its answers back: bytes both ways, at the pace of the slower side. Only
 * what a client has compressed goes to Ollama as it was before.
 */
@Injectable()
export class NativeRelay {
  constructor(
    private readonly ollama: NativeOllamaService,
    private readonly errors: ErrorTranslator,
  ) {}

  /** Emits nothing of the answer, which is written when this completes. Fails while nothing of it is written. */
  pass({ request, reply }: NativeExchange, group: NativeGroup): Observable<undefined> {
    const { raw, exchange } = request;
    const body = hasBody(raw) ? passedOn(request, group) : undefined;
    const answer = this.ollama.relay(
      {
        method: request.method,
        path: request.url,
        headers: toOllamaHeaders(raw.headers),
        onHead: (head) => begin(head, request, reply),
        mayBeSilent: group === 'manage',
        ...(body && { body }),
      },
      exchange.flow,
      { isGeneration: group === 'inference' },
    );
    // A model takes as long as it takes.
    exchange.isPassedOn = group === 'manage';
    const whole = body === undefined ? answer : answer.pipe(takeUntil(refusalOf(body)));
    const written = writeBytes(whole, reply.raw, {
      flow: exchange.flow,
      toLastWords: (error) => this.lastWords(error, request),
    });
    return written.pipe(
      finalize(() => {
        exchange.isPassedOn = false;
        // Ollama may have answered before it had the whole body: the rest of it stands before the next request.
        raw.unpipe().resume();
      }),
    );
  }

  /** Ollama itself ends a stream that fails with a line that says so; any other body can only be broken off. */
  private lastWords(error: unknown, request: FastifyRequest): string | undefined {
    const { message } = this.errors.translate(error, request);
    return request.exchange.stream ? `${JSON.stringify({ error: message })}\n` : undefined;
  }
}

function begin({ status, headers }: UpstreamHead, { exchange }: FastifyRequest, reply: FastifyReply): void {
  // From here on the answer is Ollama's: neither Nest nor Fastify may answer as well.
  reply.hijack();
  exchange.stream = STREAM_TYPE.test(String(headers['content-type']));
  exchange.firstByteMs = exchange.elapsedMs;
  for (const [name, value] of Object.entries({ ...toClientHeaders(headers), ...reply.getHeaders() })) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(status);
}

/** A body is destroyed when its request to Ollama is over. The client's has to survive, or its connection could not be used again. */
function passedOn({ raw, routeOptions }: FastifyRequest, group: NativeGroup): Readable {
  // A model has any size.
  const limit = group === 'manage' ? Infinity : routeOptions.bodyLimit;
  const body = decodedBody(raw, raw.headers, limit);
  if (body !== raw) return body;
  const shield = new PassThrough();
  // The answer tells of it.
  shield.on('error', () => raw.unpipe(shield));
  return raw.pipe(shield);
}

/** Fails when the body is one to be refused, of which Ollama's connection only tells that it broke. */
function refusalOf(body: Readable): Observable<never> {
  return new Observable((subscriber) => {
    const refuse = (error: Error | null) => error instanceof OpenAiError && subscriber.error(error);
    refuse(body.errored);
    body.on('error', refuse);
    return () => body.off('error', refuse);
  });
}
