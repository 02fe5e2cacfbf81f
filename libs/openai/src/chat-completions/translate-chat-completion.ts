import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Attachment } from '../attachments/attachment.js';
import type { OpenAiError } from '../errors/openai-error.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { unknownFields, validate } from '../validation/validate.js';
import type { ChatCompletionWithReasoning } from './chat-completion.js';
import {
  type ChatCompletionContext,
  type ChatCompletionStamp,
  toChatCompletionContext,
} from './chat-completion-context.js';
import { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { toChatCompletion } from './to-chat-completion.js';
import { ChatCompletionChunks } from './to-chat-completion-chunks.js';
import { toOllamaChat } from './to-ollama-chat.js';

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
  return new ChatCompletionTranslation(
    toOllamaChat(request, attachments),
    attachments,
    toChatCompletionContext(request, stamp),
    unknownFields(ChatCompletionRequestDto, body as object, settings.unknownFields),
  );
}

class ChatCompletionTranslation implements Translation<OllamaChatRequest, OllamaChatChunk> {
  readonly model: string;
  readonly nativeRequests: readonly OllamaChatRequest[];
  readonly stream: boolean;
  private readonly chunks: ChatCompletionChunks;
  private usage: CompletionUsage | undefined;

  constructor(
    nativeRequest: OllamaChatRequest,
    readonly attachments: readonly Attachment[],
    private readonly context: ChatCompletionContext,
    readonly ignoredFields: readonly string[],
  ) {
    this.model = context.model;
    this.nativeRequests = [nativeRequest];
    this.stream = nativeRequest.stream ?? false;
    this.chunks = new ChatCompletionChunks(context);
  }

  get failure(): OpenAiError | undefined {
    return this.chunks.failure;
  }

  toBody([answer]: readonly OllamaChatChunk[]): ChatCompletionWithReasoning {
    if (!answer) throw incompleteAnswer('Ollama did not answer.');
    const completion = toChatCompletion(answer, this.context);
    this.usage = completion.usage;
    return completion;
  }

  toEvents(_choice: number, chunks: readonly OllamaChatChunk[]): string {
    return this.chunks.next(chunks);
  }

  counts(): TokenCounts {
    const usage = this.usage ?? this.chunks.usage;
    return { promptTokens: usage?.prompt_tokens, completionTokens: usage?.completion_tokens };
  }
}
