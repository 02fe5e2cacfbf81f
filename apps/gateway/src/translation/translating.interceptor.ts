import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { OpenAiError, Translation, TranslationSettings } from '@app/openai';
import { type WholeBody, writeEventStream, writeWholeBody } from '@app/streaming';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable, throwError } from 'rxjs';
import { AttachmentLoader } from '../attachments/attachment-loader.js';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { ErrorTranslator } from '../errors/error-translator.js';
import { ExceededContext } from '../errors/exceeded-context.js';
import { MissingModel } from '../errors/missing-model.js';
import { askFor, type Take } from './ask-for.js';
import { toErrorEvent } from './error-event.js';
import { tellIgnoredFields } from './ignored-fields.js';
import type { AskNative, NativeAnswers } from './native-answers.js';
import { TRANSLATION_SETTINGS } from './translation.module.js';

/** One request on its way through. */
interface Passage<NativeRequest, NativeChunk> {
  translation: Translation<NativeRequest, NativeChunk>;
  request: FastifyRequest;
  reply: FastifyReply;
  askNative: AskNative<NativeChunk>;
}

/**
 * Stands around a native handler: the OpenAI request goes in translated, the native answer comes out translated, as one
 * JSON body or as server-sent events. What the words mean is the translation's business alone.
 */
@Injectable()
export abstract class TranslatingInterceptor<
  NativeRequest extends { model: string },
  NativeChunk,
> implements NestInterceptor<NativeAnswers<NativeChunk>, undefined> {
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

  intercept(context: ExecutionContext, next: CallHandler<NativeAnswers<NativeChunk>>): Observable<undefined> {
    const http = context.switchToHttp();
    return this.pass(http.getRequest(), http.getResponse(), () => next.handle());
  }

  /**
   * What `intercept` does, also without Nest around it.
   * @throws OpenAiError when the request is wrong or cannot be honoured
   */
  pass(request: FastifyRequest, reply: FastifyReply, askNative: AskNative<NativeChunk>): Observable<undefined> {
    const translation = this.translate(request.body);

    const { exchange } = request;
    exchange.promptField = this.promptField;
    exchange.model = translation.model;
    exchange.stream = translation.stream;
    exchange.translation = translation;
    tellIgnoredFields(translation, reply);

    const passage = { translation, request, reply, askNative };
    return translation.stream ? this.writeEvents(passage) : this.writeBody(passage);
  }

  private writeBody(passage: Passage<NativeRequest, NativeChunk>): Observable<undefined> {
    const { translation, reply } = passage;
    const answers: NativeChunk[] = [];
    const keepLast = (choice: number, chunks: readonly NativeChunk[]) => {
      const last = chunks.at(-1);
      if (last !== undefined) answers[choice] = last;
    };
    return writeWholeBody(this.ask(passage, keepLast), reply.raw, {
      toBody: () => toWholeBody(translation.toBody(answers)),
      onHead: () => takeOver(passage),
    });
  }

  private writeEvents(passage: Passage<NativeRequest, NativeChunk>): Observable<undefined> {
    const { translation, request, reply } = passage;
    const { exchange } = request;
    return writeEventStream(this.ask(passage, toEvents), reply.raw, {
      onHead: () => takeOver(passage),
      onFirstEvent: () => (exchange.firstByteMs = exchange.elapsedMs),
      flow: exchange.flow,
      keepAliveMs: this.configuration.sseKeepAlive,
      toErrorEvent: (exception) => {
        const error = this.errors.translate(exception, request);
        return translation.toErrorEvents?.(error) ?? toErrorEvent(error);
      },
    });
  }

  /** What is still to be got comes first; most requests have all that they need. */
  private ask<Told>(
    { translation, request, askNative }: Passage<NativeRequest, NativeChunk>,
    take: Take<NativeRequest, NativeChunk, Told>,
  ): Observable<Told> {
    const { attachments = [] } = translation;
    const explain = (error: unknown) => this.explained(error, translation);
    const onFailure = (failure: OpenAiError) => this.errors.note(failure, request);
    const answer = askFor({ translation, request, askNative, take, explain, onFailure });
    return attachments.length === 0 ? answer : this.attachments.load(attachments).pipe(mergeMap(() => answer));
  }

  private explained(error: unknown, translation: Translation<NativeRequest, NativeChunk>): Observable<never> {
    const [nativeRequest] = translation.nativeRequests;
    return throwError(() => error).pipe(
      this.missingModel.explain(translation.model),
      this.exceededContext.explain(nativeRequest?.model ?? translation.model, this.promptField),
    );
  }
}

/** Made once, and not for each stream: what a token passes is in the processor's caches then. */
function toEvents<Chunk>(choice: number, chunks: readonly Chunk[], translation: Translation<unknown, Chunk>): string {
  return translation.toEvents(choice, chunks);
}

/** From here on the answer is ours: neither Nest nor Fastify may answer as well. */
function takeOver<Request, Chunk>({ translation, reply }: Passage<Request, Chunk>) {
  tellIgnoredFields(translation, reply);
  const headers = reply.getHeaders();
  reply.hijack();
  return headers;
}

function toWholeBody(body: object | string | readonly Uint8Array[]): WholeBody {
  if (typeof body === 'string') return { contentType: 'text/plain; charset=utf-8', content: body };
  const content = Array.isArray(body) ? (body as readonly Uint8Array[]) : JSON.stringify(body);
  return { contentType: 'application/json; charset=utf-8', content };
}
