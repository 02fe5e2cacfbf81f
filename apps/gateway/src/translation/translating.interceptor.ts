import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Translation, TranslationSettings } from '@app/openai';
import { writeEventStream } from '@app/streaming';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  catchError,
  defaultIfEmpty,
  finalize,
  fromEvent,
  map,
  mergeMap,
  type Observable,
  reduce,
  takeUntil,
  takeWhile,
  throwError,
} from 'rxjs';
import { AttachmentLoader } from '../attachments/attachment-loader.js';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { ErrorTranslator } from '../errors/error-translator.js';
import { ExceededContext } from '../errors/exceeded-context.js';
import { MissingModel } from '../errors/missing-model.js';
import { askFor } from './ask-for.js';
import type { ChoiceChunks } from './choices.js';
import { toErrorEvent } from './error-event.js';
import { TRANSLATION_SETTINGS } from './translation.module.js';

const MOST_IGNORED_FIELDS = 40;

/**
 * Stands around a native handler: the OpenAI request goes in translated, the native answer comes out translated, as one
 * JSON body or as server-sent events. What the words mean is the translation's business alone.
 */
@Injectable()
export abstract class TranslatingInterceptor<
  NativeRequest extends { model: string },
  NativeChunk,
> implements NestInterceptor<ChoiceChunks<NativeChunk>> {
  /** The field of the request that holds what the model reads. */
  protected readonly promptField: string = 'messages';

  constructor(
    private readonly errors: ErrorTranslator,
    private readonly missingModel: MissingModel,
    private readonly exceededContext: ExceededContext,
    private readonly attachments: AttachmentLoader,
    @Inject(TRANSLATION_SETTINGS) protected readonly settings: TranslationSettings,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws OpenAiError when the request is wrong or cannot be honoured */
  protected abstract translate(body: unknown): Translation<NativeRequest, NativeChunk>;

  intercept(context: ExecutionContext, next: CallHandler<ChoiceChunks<NativeChunk>>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const translation = this.translate(request.body);

    request.exchange.promptField = this.promptField;
    request.exchange.model = translation.model;
    request.exchange.stream = translation.stream;
    tellIgnoredFields(translation, reply);

    const chunks = this.ask(translation, request, reply, next).pipe(
      // What explains a failure is put together when there is one: each operator costs every read of every stream.
      catchError((error: unknown) => this.explained(error, translation)),
      finalize(() => Object.assign(request.exchange, translation.counts())),
    );
    return translation.stream
      ? this.asEvents(chunks, translation, request, reply)
      : chunks.pipe(
          reduce(keepLastChunk<NativeChunk>, [] as NativeChunk[]),
          map((answers) => {
            const body = translation.toBody(answers);
            tellIgnoredFields(translation, reply);
            return body;
          }),
        );
  }

  /** What is still to be got comes first; most requests have all that they need. */
  private ask(
    translation: Translation<NativeRequest, NativeChunk>,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler<ChoiceChunks<NativeChunk>>,
  ): Observable<ChoiceChunks<NativeChunk>> {
    const { attachments = [] } = translation;
    if (attachments.length === 0) return askFor(translation, request, next);
    return this.attachments.load(attachments).pipe(
      takeUntil(fromEvent(reply.raw, 'close')),
      mergeMap(() => askFor(translation, request, next)),
    );
  }

  private explained(error: unknown, translation: Translation<NativeRequest, NativeChunk>): Observable<never> {
    const [nativeRequest] = translation.nativeRequests;
    return throwError(() => error).pipe(
      this.missingModel.explain(translation.model),
      this.exceededContext.explain(nativeRequest?.model ?? translation.model, this.promptField),
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
      map(({ choice, chunks: batch }) => {
        exchange.firstByteMs ??= Math.round(reply.elapsedTime);
        return translation.toEvents(choice, batch);
      }),
      takeWhile(() => translation.failure === undefined, true),
      finalize(() => translation.failure && this.errors.note(translation.failure, request)),
    );
    return writeEventStream(events, reply.raw, {
      headers: () => reply.getHeaders(),
      flow: exchange.flow,
      keepAliveMs: this.configuration.sseKeepAlive,
      onFirstByte: () => {
        tellIgnoredFields(translation, reply);
        // From here on the stream is ours: neither Nest nor Fastify may answer as well.
        reply.hijack();
      },
      toErrorEvent: (exception) => {
        const error = this.errors.translate(exception, request);
        return translation.toErrorEvents?.(error) ?? toErrorEvent(error);
      },
    }).pipe(defaultIfEmpty(undefined));
  }
}

function tellIgnoredFields(
  { ignoredFields }: Pick<Translation<unknown, unknown>, 'ignoredFields'>,
  reply: FastifyReply,
) {
  if (ignoredFields.length === 0) return;
  // A long conversation can have any number of them, and many clients and proxies take no headers beyond 8 or 16 KiB.
  const told = ignoredFields.slice(0, MOST_IGNORED_FIELDS);
  const more = ignoredFields.length - told.length;
  reply.header('x-ignored-fields', [...told, ...(more > 0 ? [`and ${more} more`] : [])].join(', '));
}

function keepLastChunk<Chunk>(answers: Chunk[], { choice, chunks }: ChoiceChunks<Chunk>): Chunk[] {
  const last = chunks.at(-1);
  if (last !== undefined) answers[choice] = last;
  return answers;
}
