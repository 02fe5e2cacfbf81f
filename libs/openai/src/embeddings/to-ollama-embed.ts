import type { OllamaEmbedRequest } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import { toTexts } from '../tokens/text-input.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import type { EmbeddingRequestDto } from './embedding-request.dto.js';

/** What of the configuration is about embeddings. */
export type EmbeddingSettings = Pick<
  TranslationSettings,
  'findProfile' | 'unknownFields' | 'tokenizer' | 'decodeTokens'
>;

const MOST_INPUTS = 2048;

/**
 * An embeddings request as `POST /api/embed` takes it. An input that is longer than the context is an error unless
 * somebody has asked to cut it: Ollama would do it in silence.
 * @throws OpenAiError 400 for an input that cannot be read as texts, and too many inputs
 * @see https://platform.openai.com/docs/api-reference/embeddings/create
 */
export function toOllamaEmbed(request: EmbeddingRequestDto, settings: EmbeddingSettings): OllamaEmbedRequest {
  const profile = settings.findProfile(request.model);
  const input = toTexts(request.input, {
    field: 'input',
    tokenizer: profile.tokenizer ?? settings.tokenizer,
    decodeTokens: settings.decodeTokens,
  });
  if (input.length > MOST_INPUTS) throw tooManyInputs(input.length);
  const options = { ...profile.options, ...request.options };
  const keepAlive = request.keep_alive ?? profile.keepAlive;
  return {
    model: profile.nativeModel,
    input: input.length === 1 ? (input[0] as string) : input,
    truncate: request.truncate ?? profile.truncation === 'auto',
    ...(typeof request.dimensions === 'number' && { dimensions: request.dimensions }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
  };
}

function tooManyInputs(count: number): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `Invalid value for 'input': expected at most ${MOST_INPUTS} inputs, but got ${count}.`,
    param: 'input',
    code: 'invalid_value',
  });
}
