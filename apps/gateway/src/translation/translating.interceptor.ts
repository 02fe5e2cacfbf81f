import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Translation, TranslationSettings } from '@app/openai';
import { writeEventStream } from '@app/streaming';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  defaultIfEmpty,
  finalize,
  fromEvent,
  map,
  mergeMap,
  type Observable,
  reduce,
  takeUntil,
  takeWhile,
} from 'rxjs';
import { AttachmentLoader } from '../attachments/attachment-loader.js';
import { ErrorTranslator } from '../errors/error-translator.js';
import { MissingModel } from '../errors/missing-model.js';
import type { ChoiceChunks } from './choices.js';
import { toErrorEvent } from './error-event.js';
import { TRANSLATION_SETTINGS } from './translation.module.js';

/**
 * Stands around a native handler: the OpenAI request goes in translated, the native answer comes out translated, as one
 * JSON body or as server-sent events. What the words mean is the translation's business alone.
 */
@Injectable()
export abstract class TranslatingInterceptor<NativeRequest, NativeChunk> implements NestInterceptor<
  ChoiceChunks<NativeChunk>
> {
  /** The field of the request that holds what the model reads. */
  protected readonly promptField: string = 'messages';

  constructor(
    private readonly errors: ErrorTranslator,
    private readonly missingModel: MissingModel,
    private readonly attachments: AttachmentLoader,
    @Inject(TRANSLATION_SETTINGS) protected readonly settings: TranslationSettings,
  ) {}

  /** @throws OpenAiError when the request is wrong or cannot be honoured */
  protected abstract translate(body: unknown): Translation<NativeRequest, NativeChunk>;

  intercept(context: ExecutionContext, next: CallHandler<ChoiceChunks<NativeChunk>>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const translation = this.translate(request.body);

    request.body = translation.nativeRequests;
    request.exchange.promptField = this.promptField;
    request.exchange.model = translation.model;
    request.exchange.stream = translation.stream;
    if (translation.ignoredFields.length > 0) reply.header('x-ignored-fields', translation.ignoredFields.join(', '));

    const chunks = this.ask(translation, next, reply).pipe(
      this.missingModel.explain(translation.model),
      finalize(() => Object.assign(request.exchange, translation.counts())),
    );
    return translation.stream
      ? this.asEvents(chunks, translation, request, reply)
      : chunks.pipe(
          reduce(keepLastChunk<NativeChunk>, [] as NativeChunk[]),
          map((answers) => translation.toBody(answers)),
        );
  }

  /** What is still to be got comes first; most requests have all that they need. */
  private ask(
    { attachments = [] }: Translation<NativeRequest, NativeChunk>,
    next: CallHandler<ChoiceChunks<NativeChunk>>,
    reply: FastifyReply,
  ): Observable<ChoiceChunks<NativeChunk>> {
    if (attachments.length === 0) return next.handle();
    return this.attachments.load(attachments).pipe(
      // Nest notices that a client has gone from the handler on.
      takeUntil(fromEvent(reply.raw, 'close')),
      mergeMap(() => next.handle()),
    );
  }

  private asEvents(
    chunks: Observable<ChoiceChunks<NativeChunk>>,
    translation: Translation<NativeRequest, NativeChunk>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Observable<unknown> {
    const { exchange } = request;
    const events = chunks.pipe(
      map(({ choice, chunks: batch }) => translation.toEvents(choice, batch)),
      takeWhile(() => translation.failure === undefined, true),
      finalize(() => translation.failure && this.errors.note(translation.failure, request)),
    );
    return writeEventStream(events, reply.raw, {
      headers: () => reply.getHeaders(),
      flow: exchange.flow,
      onFirstByte: () => {
        // From here on the stream is ours: neither Nest nor Fastify may answer as well.
        reply.hijack();
        exchange.firstByteMs = Math.round(reply.elapsedTime);
      },
      toErrorEvent: (error) => toErrorEvent(this.errors.translate(error, request)),
    }).pipe(defaultIfEmpty(undefined));
  }
}

function keepLastChunk<Chunk>(answers: Chunk[], { choice, chunks }: ChoiceChunks<Chunk>): Chunk[] {
  const last = chunks.at(-1);
  if (last !== undefined) answers[choice] = last;
  return answers;
}
