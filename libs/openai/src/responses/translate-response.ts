import type { OllamaChatChunk, OllamaChatRequest, OllamaFailure } from '@app/ollama';
import type { ResponseUsage } from 'openai/resources/responses/responses';
import type { Attachment } from '../attachments/attachment.js';
import { Attempts, NOTHING_TOLD } from '../native-chat/attempts.js';
import type { ChatPlan } from '../native-chat/chat-plan.js';
import { explainMissingSense } from '../native-chat/missing-sense.js';
import { withLessThought } from '../native-chat/reasoning-fallback.js';
import { explainRefusedFormat } from '../native-chat/refused-format.js';
import { OpenAiError } from '../errors/openai-error.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { unknownFields, validate } from '../validation/validate.js';
import { ResponseEvents } from './answer/response-events.js';
import { toResponse } from './answer/to-response.js';
import { withItemTypes } from './item-types.js';
import type { ResponseBody } from './response.js';
import { LOGPROBS, pathOfInclude } from './include.js';
import { type ResponseContext, type ResponseStamp } from './response-context.js';
import { ResponseRequestDto } from './response-request.dto.js';
import { type ResponsePlan, toResponsePlan } from './response-plan.js';

type ResponseTranslation = Translation<OllamaChatRequest, OllamaChatChunk>;

/**
 * Understands the body of `POST /v1/responses`.
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/responses/create
 */
export function translateResponse(
  body: unknown,
  stamp: ResponseStamp,
  settings: TranslationSettings,
): ResponseTranslation {
  const request = validate(ResponseRequestDto, withItemTypes(body));
  const unknown = unknownFields(ResponseRequestDto, body as object, settings.unknownFields);
  return new StatelessResponse(request, toResponsePlan(request, stamp, settings), settings, unknown);
}

class StatelessResponse implements ResponseTranslation {
  readonly model: string;
  readonly nativeRequests: readonly OllamaChatRequest[];
  readonly attachments: readonly Attachment[];
  readonly stream: boolean;
  /** Only what has a form, or calls that are checked, may have to be asked for again. */
  readonly askAgain: ResponseTranslation['askAgain'];
  private readonly chat: ChatPlan;
  private readonly context: ResponseContext;
  private readonly attempts: Attempts;
  private readonly events: ResponseEvents | undefined;
  private readonly dropped = new Set<string>();
  private usage: ResponseUsage | undefined;

  constructor(
    private readonly request: ResponseRequestDto,
    private readonly plan: ResponsePlan,
    private readonly settings: TranslationSettings,
    private readonly unknownFields: readonly string[],
  ) {
    this.model = request.model;
    this.stream = request.stream ?? false;
    this.chat = plan.chat;
    this.context = plan.context;
    this.attachments = plan.attachments;
    this.attempts = new Attempts(plan.chat, 0);
    this.nativeRequests = [this.attempts.request];
    this.events = this.stream ? new ResponseEvents(this.attempts, plan.context) : undefined;
    if (plan.chat.form !== undefined || plan.context.checks.any) this.askAgain = this.toNextRequest.bind(this);
  }

  get ignoredFields(): readonly string[] {
    return [...this.unknownFields, ...this.plan.ignored, ...this.dropped];
  }

  get failure(): OpenAiError | undefined {
    return this.events?.failure;
  }

  askInstead(failure: OllamaFailure): readonly OllamaChatRequest[] | undefined {
    explainRefusedFormat(failure, this.chat);
    explainMissingSense(failure, 'input', this.request.input);
    const less = withLessThought(this.chat.request, this.request, failure, this.settings);
    if (less === undefined) return undefined;
    this.chat.request = less.request;
    if (less.ignoredField !== undefined) this.dropped.add(less.ignoredField);
    return [this.attempts.request];
  }

  toBody([answer]: readonly OllamaChatChunk[]): ResponseBody {
    if (answer) this.noteMissingLogprobs([answer]);
    const response = this.toResponse(answer);
    this.usage = response.usage;
    return response;
  }

  toEvents(_choice: number, chunks: readonly OllamaChatChunk[]): string {
    this.noteMissingLogprobs(chunks);
    return this.events?.next(chunks) ?? '';
  }

  toErrorEvents(error: OpenAiError): string {
    return this.events?.fail(error) ?? '';
  }

  counts(): TokenCounts {
    const usage = this.usage ?? this.events?.usage;
    return { promptTokens: usage?.input_tokens, completionTokens: usage?.output_tokens };
  }

  /** Older servers do not know them. */
  private noteMissingLogprobs(chunks: readonly OllamaChatChunk[]): void {
    if (!this.chat.request.logprobs) return;
    const lacks = chunks.some(({ message, logprobs }) => message.content !== '' && logprobs === undefined);
    if (lacks) this.dropped.add(pathOfInclude(this.request, LOGPROBS));
  }

  private toResponse(answer: OllamaChatChunk | undefined): ResponseBody {
    if (!answer) throw incompleteAnswer('Ollama did not answer.');
    return toResponse(answer, this.attempts.reading, this.context);
  }

  private toNextRequest(_choice: number, chunks: readonly OllamaChatChunk[]): OllamaChatRequest | undefined {
    if (this.events !== undefined) return this.events.takeRequest();
    const failure = this.failureOf(chunks.at(-1));
    return failure && this.attempts.goOn(failure, NOTHING_TOLD) ? this.attempts.request : undefined;
  }

  private failureOf(answer: OllamaChatChunk | undefined): OpenAiError | undefined {
    try {
      this.toResponse(answer);
      return undefined;
    } catch (error) {
      if (error instanceof OpenAiError) return error;
      throw error;
    }
  }
}
