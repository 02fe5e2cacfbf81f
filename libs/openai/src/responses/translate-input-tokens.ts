import type { OllamaChatChunk, OllamaChatRequest, OllamaFailure } from '@app/ollama';
import type { InputTokenCountResponse } from 'openai/resources/responses/input-tokens';
import type { Attachment } from '../attachments/attachment.js';
import { OpenAiError } from '../errors/openai-error.js';
import { explainMissingSense } from '../native-chat/missing-sense.js';
import { withLessThought } from '../native-chat/reasoning-fallback.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { unknownFields, validate } from '../validation/validate.js';
import { refuseContradictions } from './contradictions.js';
import { withItemTypes } from './item-types.js';
import { InputTokensRequestDto } from './input-tokens-request.dto.js';
import type { ResponseInputDto } from './response-input.dto.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import { toOllamaChat } from './to-ollama-chat.js';
import { toResponseTools } from './tools/to-tool-selection.js';
import { refuseUnsupported } from './unsupported.js';

/**
 * Understands the body of `POST /v1/responses/input_tokens`. Only the model's own tokenizer and chat template know the
 * count, and Ollama tells it with an answer: the input is read, as for a response, and one token is generated. What is
 * read stays in Ollama's cache, so that a response to the same input begins sooner.
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/responses/input-tokens
 */
export function translateInputTokens(
  body: unknown,
  settings: TranslationSettings,
): Translation<OllamaChatRequest, OllamaChatChunk> {
  const fields = validate(InputTokensRequestDto, withItemTypes(body));
  const request = Object.assign(fields, { input: fields.input ?? [] });
  const unknown = unknownFields(InputTokensRequestDto, body as object, settings.unknownFields);
  refuseUnsupported(request);
  refuseContradictions(request);
  const { unavailableTools, reasoningCipher: cipher } = settings.responses;
  const tools = toResponseTools(request, unavailableTools);
  const attachments: Attachment[] = [];
  const skipped: string[] = [];
  const native = toOllamaChat(request, settings.findProfile(request.model), tools, {
    names: tools.names,
    cipher,
    attachments,
    skipped,
  });
  return new InputTokensCount(request, native, attachments, [...unknown, ...tools.dropped, ...skipped], settings);
}

class InputTokensCount implements Translation<OllamaChatRequest, OllamaChatChunk> {
  readonly model: string;
  readonly nativeRequests: readonly [OllamaChatRequest];
  readonly stream = false;
  readonly failure = undefined;
  private readonly dropped: string[] = [];
  private tokens: number | undefined;

  constructor(
    private readonly request: ResponseInputDto & Pick<ResponseRequestDto, 'input'>,
    native: OllamaChatRequest,
    readonly attachments: readonly Attachment[],
    private readonly ignored: readonly string[],
    private readonly settings: TranslationSettings,
  ) {
    this.model = request.model;
    // Of a cut input the count would be wrong.
    this.nativeRequests = [{ ...native, truncate: false, options: { ...native.options, num_predict: 1 } }];
  }

  get ignoredFields(): readonly string[] {
    return [...this.ignored, ...this.dropped];
  }

  askInstead(failure: OllamaFailure): readonly OllamaChatRequest[] | undefined {
    explainMissingSense(failure, 'input', this.request.input);
    const less = withLessThought(this.nativeRequests[0], this.request, failure, this.settings);
    if (less?.ignoredField !== undefined) this.dropped.push(less.ignoredField);
    return less && [less.request];
  }

  toBody([answer]: readonly OllamaChatChunk[]): InputTokenCountResponse {
    this.tokens = answer?.done ? answer.prompt_eval_count : undefined;
    if (this.tokens === undefined) throw notTold();
    return { object: 'response.input_tokens', input_tokens: this.tokens };
  }

  toEvents(): string {
    return '';
  }

  counts(): TokenCounts {
    return { promptTokens: this.tokens };
  }
}

function notTold(): OpenAiError {
  return new OpenAiError({
    status: 501,
    type: 'server_error',
    message: 'This Ollama does not tell how many tokens an input has.',
    code: 'not_supported',
  });
}
