import type { OllamaEmbedRequest } from '@app/ollama';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import { unknownFields, validate } from '../validation/validate.js';
import { cutEmbeddings } from './cut-embeddings.js';
import { EmbeddingRequestDto } from './embedding-request.dto.js';
import { invalidAnswer } from './invalid-answer.js';
import { refuseOtherDimensions } from './other-dimensions.js';
import { toEmbeddingList } from './to-embedding-list.js';
import { type EmbeddingSettings, toOllamaEmbed } from './to-ollama-embed.js';
import { TAKE_VECTOR, type Vector } from './vector.js';

/**
 * Understands the body of `POST /v1/embeddings`. Ollama's answer is taken as bytes, and so is given the client's.
 * @throws OpenAiError 400 when it is wrong
 * @see https://platform.openai.com/docs/api-reference/embeddings/create
 */
export function translateEmbedding(
  body: unknown,
  settings: EmbeddingSettings,
): Translation<OllamaEmbedRequest, readonly Buffer[]> {
  const request = validate(EmbeddingRequestDto, body);
  return new EmbeddingTranslation(
    request,
    toOllamaEmbed(request, settings),
    unknownFields(EmbeddingRequestDto, body as object, settings.unknownFields),
  );
}

class EmbeddingTranslation implements Translation<OllamaEmbedRequest, readonly Buffer[]> {
  readonly model: string;
  readonly nativeRequests: readonly OllamaEmbedRequest[];
  readonly stream = false;
  readonly failure = undefined;
  private promptTokens: number | undefined;

  constructor(
    private readonly request: EmbeddingRequestDto,
    private readonly nativeRequest: OllamaEmbedRequest,
    readonly ignoredFields: readonly string[],
  ) {
    this.model = request.model;
    this.nativeRequests = [nativeRequest];
  }

  toBody([answer]: readonly (readonly Buffer[])[]): readonly Uint8Array[] {
    if (!answer) throw incompleteAnswer('Ollama did not answer.');
    const embeddings = cutEmbeddings(answer, TAKE_VECTOR[this.request.encoding_format ?? 'float'], this.asked);
    this.promptTokens = embeddings.promptTokens;
    this.refuseOtherNumber(embeddings.vectors);
    refuseOtherDimensions(embeddings.vectors, this.request.dimensions);
    return toEmbeddingList(embeddings, this.model);
  }

  toEvents(): string {
    throw new Error('Embeddings are not streamed.');
  }

  counts(): TokenCounts {
    return { promptTokens: this.promptTokens };
  }

  private refuseOtherNumber({ length: sent }: readonly Vector[]): void {
    if (sent !== this.asked) throw invalidAnswer(`Ollama sent ${sent} embeddings for ${this.asked} inputs.`);
  }

  private get asked(): number {
    const { input } = this.nativeRequest;
    return typeof input === 'string' ? 1 : input.length;
  }
}
