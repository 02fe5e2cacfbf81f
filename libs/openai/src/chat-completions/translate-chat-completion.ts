import type { OllamaChatChunk, OllamaChatEnd, OllamaChatRequest, OllamaFailure } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Attachment } from '../attachments/attachment.js';
import { OpenAiError } from '../errors/openai-error.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import { Attempts, NOTHING_TOLD } from '../native-chat/attempts.js';
import type { ChatPlan } from '../native-chat/chat-plan.js';
import { explainMissingSense } from '../native-chat/missing-sense.js';
import { withLessThought } from '../native-chat/reasoning-fallback.js';
import { explainRefusedFormat } from '../native-chat/refused-format.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import { unknownFields, validate } from '../validation/validate.js';
import {
  type ChatCompletionContext,
  type ChatCompletionStamp,
  toChatCompletionContext,
} from './chat-completion-context.js';
import { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import type { ChatCompletionWithReasoning, ChoiceWithReasoning } from './chat-completion.js';
import { ChatCompletionChunks } from './stream/to-chat-completion-chunks.js';
import { toChatCompletion } from './to-chat-completion.js';
import { toChatPlan } from './to-chat-plan.js';
import { toChoice } from './to-choice.js';

/**
 * Understands the body of `POST /v1/chat/completions`.
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function translateChatCompletion(
  body: unknown,
  stamp: ChatCompletionStamp,
  settings: TranslationSettings,
): Translation<OllamaChatRequest, OllamaChatChunk> {
  const request = validate(ChatCompletionRequestDto, body);
  const attachments: Attachment[] = [];
  const plan = toChatPlan(request, settings.findProfile(request.model), settings, attachments);
  return new ChatCompletionTranslation(
    request,
    plan,
    attachments,
    toChatCompletionContext(request, plan, stamp, settings),
    settings,
    unknownFields(ChatCompletionRequestDto, body as object, settings.unknownFields),
  );
}

class ChatCompletionTranslation implements Translation<OllamaChatRequest, OllamaChatChunk> {
  readonly model: string;
  readonly nativeRequests: readonly OllamaChatRequest[];
  readonly stream: boolean;
  /** Only what has a form, or calls that are checked, may have to be asked for again. */
  readonly askAgain: Translation<OllamaChatRequest, OllamaChatChunk>['askAgain'];
  private readonly attempts: readonly Attempts[];
  private readonly chunks: ChatCompletionChunks | undefined;
  /** Fields that turned out to be beyond the model. */
  private dropped: readonly string[] = [];
  private usage: CompletionUsage | undefined;

  constructor(
    private readonly request: ChatCompletionRequestDto,
    private readonly plan: ChatPlan,
    readonly attachments: readonly Attachment[],
    private readonly context: ChatCompletionContext,
    private readonly settings: TranslationSettings,
    private readonly unknownFields: readonly string[],
  ) {
    this.model = context.model;
    this.stream = plan.request.stream ?? false;
    this.attempts = toAttempts(plan);
    this.nativeRequests = this.attempts.map(({ request }) => request);
    this.chunks = this.stream ? new ChatCompletionChunks(this.attempts, context) : undefined;
    if (plan.form !== undefined || context.checks.any) this.askAgain = this.toNextRequest.bind(this);
  }

  get ignoredFields(): readonly string[] {
    const dropped = this.chunks?.lacksLogprobs ? [...this.dropped, 'logprobs'] : this.dropped;
    return dropped.length === 0 ? this.unknownFields : [...this.unknownFields, ...dropped];
  }

  get failure(): OpenAiError | undefined {
    return this.chunks?.failure;
  }

  askInstead(failure: OllamaFailure): readonly OllamaChatRequest[] | undefined {
    explainRefusedFormat(failure, this.plan);
    explainMissingSense(failure, 'messages', this.request.messages);
    const less = withLessThought(this.plan.request, this.request, failure, this.settings);
    if (less === undefined) return undefined;
    this.plan.request = less.request;
    if (less.ignoredField !== undefined) this.drop(less.ignoredField);
    return this.attempts.map(({ request }) => request);
  }

  toBody(answers: readonly OllamaChatChunk[]): ChatCompletionWithReasoning {
    const choices = this.attempts.map((_, choice) => this.toChoice(choice, answers[choice]));
    if (this.context.logprobs && answers.some(({ logprobs }) => !logprobs)) this.drop('logprobs');
    const completion = toChatCompletion(choices, answers as OllamaChatEnd[], this.context);
    this.usage = completion.usage;
    return completion;
  }

  toEvents(choice: number, chunks: readonly OllamaChatChunk[]): string {
    return this.chunks?.next(choice, chunks) ?? '';
  }

  counts(): TokenCounts {
    const usage = this.usage ?? this.chunks?.usage;
    return { promptTokens: usage?.prompt_tokens, completionTokens: usage?.completion_tokens };
  }

  private drop(field: string): void {
    if (!this.dropped.includes(field)) this.dropped = [...this.dropped, field];
  }

  private toChoice(choice: number, answer: OllamaChatChunk | undefined): ChoiceWithReasoning {
    if (!answer) throw incompleteAnswer('Ollama did not answer.');
    return toChoice(answer, choice, this.attempts[choice]?.reading ?? 'text', this.context);
  }

  private toNextRequest(choice: number, chunks: readonly OllamaChatChunk[]): OllamaChatRequest | undefined {
    if (this.chunks !== undefined) return this.chunks.takeRequest(choice);
    const failure = this.failureOf(choice, chunks.at(-1));
    const attempts = this.attempts[choice];
    return failure && attempts?.goOn(failure, NOTHING_TOLD) ? attempts.request : undefined;
  }

  private failureOf(choice: number, answer: OllamaChatChunk | undefined): OpenAiError | undefined {
    try {
      this.toChoice(choice, answer);
      return undefined;
    } catch (error) {
      if (error instanceof OpenAiError) return error;
      throw error;
    }
  }
}

function toAttempts(plan: ChatPlan): Attempts[] {
  const attempts: Attempts[] = [];
  for (let choice = 0; choice < plan.choices; choice++) attempts.push(new Attempts(plan, choice));
  return attempts;
}
