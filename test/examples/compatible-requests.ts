import {
  ChatCompletionRequestDto,
  CompletionRequestDto,
  EmbeddingRequestDto,
  InputTokensRequestDto,
  ResponseRequestDto,
  TranscriptionRequestDto,
  translateChatCompletion,
  translateCompletion,
  translateEmbedding,
  translateInputTokens,
  translateResponse,
  translateTranscription,
  translateTranslation,
  type Translation,
  TranslationRequestDto,
} from '@app/openai';
import { SETTINGS } from '../conformance/play.js';

type Fields = Record<string, unknown>;

/** A kind of request that has a table of its own. */
export interface RequestKind {
  heading: string;
  endpoint: string;
  /** Its name in OpenAI's document. */
  schema: string;
  Dto: new () => object;
  /** Translates a small request with these fields. */
  translate: (fields: Fields) => Translation<object, never>;
}

const STAMP = {
  id: 'x_1',
  created: 17,
  now: () => 18,
  newId: (prefix: string) => `${prefix}1`,
  newToolCallId: () => 'c',
};
const FILE = new TextEncoder().encode('fLaC and the rest');
const MESSAGES = [{ role: 'user', content: 'Hello!' }];

/** Fields that change nothing, each with a value. */
export const HINTS: Fields = {
  chunking_strategy: 'auto',
  max_tool_calls: 1,
  metadata: { a: 'b' },
  personality: 'friendly',
  prediction: { type: 'content', content: 'Hello!' },
  prompt_cache_key: 'k',
  prompt_cache_options: {},
  prompt_cache_retention: '24h',
  safety_identifier: 'u',
  service_tier: 'flex',
  store: true,
  stream_options: { include_obfuscation: true },
  user: 'u',
  verbosity: 'low',
};

export const REQUEST_KINDS: RequestKind[] = [
  {
    heading: 'Chat completions',
    endpoint: 'POST /v1/chat/completions',
    schema: 'CreateChatCompletionRequest',
    Dto: ChatCompletionRequestDto,
    translate: (fields) => translateChatCompletion({ model: 'demo', messages: MESSAGES, ...fields }, STAMP, SETTINGS),
  },
  {
    heading: 'Completions',
    endpoint: 'POST /v1/completions',
    schema: 'CreateCompletionRequest',
    Dto: CompletionRequestDto,
    translate: (fields) => translateCompletion({ model: 'demo', prompt: 'Once', ...fields }, STAMP, SETTINGS),
  },
  {
    heading: 'Embeddings',
    endpoint: 'POST /v1/embeddings',
    schema: 'CreateEmbeddingRequest',
    Dto: EmbeddingRequestDto,
    translate: (fields) => translateEmbedding({ model: 'demo', input: 'Hello!', ...fields }, SETTINGS),
  },
  {
    heading: 'Transcriptions',
    endpoint: 'POST /v1/audio/transcriptions',
    schema: 'CreateTranscriptionRequest',
    Dto: TranscriptionRequestDto,
    translate: (fields) => translateTranscription({ model: 'demo', file: FILE, ...fields }, SETTINGS),
  },
  {
    heading: 'Translations',
    endpoint: 'POST /v1/audio/translations',
    schema: 'CreateTranslationRequest',
    Dto: TranslationRequestDto,
    translate: (fields) => translateTranslation({ model: 'demo', file: FILE, ...fields }, SETTINGS),
  },
  {
    heading: 'Responses',
    endpoint: 'POST /v1/responses',
    schema: 'CreateResponse',
    Dto: ResponseRequestDto,
    translate: (fields) => translateResponse({ model: 'demo', input: 'Hello!', ...fields }, STAMP, SETTINGS),
  },
  {
    heading: 'Input tokens',
    endpoint: 'POST /v1/responses/input_tokens',
    schema: 'TokenCountsBody',
    Dto: InputTokensRequestDto,
    translate: (fields) => translateInputTokens({ model: 'demo', input: 'Hello!', ...fields }, SETTINGS),
  },
];
