import type { OllamaFailure, OllamaGenerateChunk, OllamaGenerateEnd, OllamaGenerateRequest } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import type { OpenAiError } from '../errors/openai-error.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import { withLessThought } from '../native-chat/reasoning-fallback.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import { unknownFields, validate } from '../validation/validate.js';
import { CompletionChunks } from './completion-chunks.js';
import { type CompletionContext, type CompletionStamp, toCompletionContext } from './completion-context.js';
import { CompletionRequestDto } from './completion-request.dto.js';
import type { CompletionSettings } from './completion-settings.js';
import type { CompletionWithReasoning } from './completion.js';
import { toGenerations } from './generations.js';
import { refuseCompletion } from './refuse-completion.js';
import { toCompletion } from './to-completion.js';
import { toOllamaGenerate } from './to-ollama-generate.js';

/**
 * Understands the body of `POST /v1/completions`.
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/completions/create
 */
export function translateCompletion(
  body: unknown,
  stamp: CompletionStamp,
  settings: CompletionSettings,
): Translation<OllamaGenerateRequest, OllamaGenerateChunk> {
  const request = validate(CompletionRequestDto, body);
  refuseCompletion(request, settings);
  const generations = toGenerations(request, settings);
  return new CompletionTranslation(
    request,
    toOllamaGenerate(request, generations, settings),
    toCompletionContext(request, generations, stamp, settings),
    settings,
    unknownFields(CompletionRequestDto, body as object, settings.unknownFields),
  );
}

class CompletionTranslation implements Translation<OllamaGenerateRequest, OllamaGenerateChunk> {
  readonly model: string;
  readonly stream: boolean;
  private readonly chunks: CompletionChunks;
  private lacksLogprobs = false;
  private usage: CompletionUsage | undefined;

  constructor(
    private readonly request: CompletionRequestDto,
    readonly nativeRequests: readonly OllamaGenerateRequest[],
    private readonly context: CompletionContext,
    private readonly settings: CompletionSettings,
    private readonly unknownFields: readonly string[],
  ) {
    this.model = context.model;
    this.stream = nativeRequests[0]?.stream ?? false;
    this.chunks = new CompletionChunks(context);
  }

  get ignoredFields(): readonly string[] {
    return this.lacksLogprobs || this.chunks.lacksLogprobs ? [...this.unknownFields, 'logprobs'] : this.unknownFields;
  }

  get failure(): OpenAiError | undefined {
    return this.chunks.failure;
  }

  /** Of a model that cannot think it is asked without that, unless the request itself wants it to. */
  askInstead(failure: OllamaFailure): readonly OllamaGenerateRequest[] | undefined {
    const instead = this.nativeRequests.flatMap(
      (native) => withLessThought(native, this.request, failure, this.settings)?.request ?? [],
    );
    return instead.length > 0 ? instead : undefined;
  }

  toBody(answers: readonly OllamaGenerateChunk[]): CompletionWithReasoning {
    const whole = this.nativeRequests.map((_, generation) => wholeAnswer(answers[generation]));
    const { logprobs } = this.context;
    this.lacksLogprobs = logprobs !== undefined && whole.some((answer) => !answer.logprobs && answer.response !== '');
    const completion = toCompletion(whole, this.context);
    this.usage = completion.usage;
    return completion;
  }

  toEvents(choice: number, chunks: readonly OllamaGenerateChunk[]): string {
    return this.chunks.next(choice, chunks);
  }

  counts(): TokenCounts {
    const usage = this.usage ?? this.chunks.usage;
    return { promptTokens: usage?.prompt_tokens, completionTokens: usage?.completion_tokens };
  }
}

function wholeAnswer(answer: OllamaGenerateChunk | undefined): OllamaGenerateEnd {
  if (answer?.done) return answer;
  throw incompleteAnswer('Ollama did not answer.');
}
