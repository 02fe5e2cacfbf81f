import { ApiProperty } from '@nestjs/swagger';
import { IsString, MinLength } from 'class-validator';
import { OllamaChatFieldsDto } from '../extensions/ollama-chat-fields.dto.js';
import { REASONING_EFFORTS, type ReasoningEffort } from '../models/reasoning-effort.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import {
  OptionalBoolean,
  OptionalField,
  OptionalInteger,
  OptionalNumber,
  OptionalOneOf,
  OptionalString,
} from '../validation/optional-fields.dto.js';
import type { ChatMessage } from './chat-message.js';
import {
  ANY_OBJECT_SCHEMA,
  LARGEST_SEED,
  LOGIT_BIAS_SCHEMA,
  METADATA_SCHEMA,
  MODALITIES_SCHEMA,
  REASONING_SCHEMA,
  SMALLEST_SEED,
  STOP_SCHEMA,
  STREAM_OPTIONS_SCHEMA,
} from './field-schemas.js';
import { MESSAGES_SCHEMA } from './message-schema.js';
import { RESPONSE_FORMAT_SCHEMA, type ResponseFormat } from './response-format.js';
import { FUNCTION_CALL_SCHEMA, FUNCTIONS_SCHEMA, TOOL_CHOICE_SCHEMA, TOOLS_SCHEMA } from './tool-schemas.js';
import type { DeclaredFunction, Tool, ToolChoice } from './tool.js';

const SERVICE_TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast'];
const VERBOSITIES = ['low', 'medium', 'high'];

/** Body of `POST /v1/chat/completions`. What is unset, or null, is left to the model's own settings. */
export class ChatCompletionRequestDto extends OllamaChatFieldsDto {
  /** Name of an installed model, as `GET /v1/models` lists it. */
  @ApiProperty({ type: String, minLength: 1, example: 'demo' })
  @MinLength(1)
  @IsString()
  model: string;

  /** The conversation so far. */
  @ApiField(MESSAGES_SCHEMA, { required: true, example: [{ role: 'user', content: 'Hello!' }] })
  @MatchesSchema(MESSAGES_SCHEMA)
  messages: ChatMessage[];

  /** Send the answer as server-sent events while it is generated. */
  @OptionalBoolean({ default: false })
  stream?: boolean | null;

  /** How to stream; allowed when `stream` is true. */
  @OptionalField(STREAM_OPTIONS_SCHEMA)
  stream_options?: { include_usage?: boolean | null; include_obfuscation?: boolean | null } | null;

  /** Sampling temperature, 0 to 2: higher is more random. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 2 })
  temperature?: number | null;

  /** Nucleus sampling: only the most likely tokens of this probability mass, 0 to 1. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 1 })
  top_p?: number | null;

  /** Tokens to generate at most, reasoning included. Unset, what is configured for the model, or its own limit. */
  @OptionalInteger({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  max_completion_tokens?: number | null;

  /** The older name of `max_completion_tokens`; both together must be equal. */
  @OptionalInteger({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, deprecated: true })
  max_tokens?: number | null;

  /** Up to 4 texts at which generation stops; the answer does not contain them. */
  @OptionalField(STOP_SCHEMA)
  stop?: string | string[] | null;

  /** The same seed and parameters should give the same answer. Choice k of several has the seed plus k. */
  @OptionalInteger({ minimum: SMALLEST_SEED, maximum: LARGEST_SEED })
  seed?: number | null;

  /** -2 to 2: positive values make tokens less likely the more often they have occurred. Unset, the model's own. */
  @OptionalNumber({ minimum: -2, maximum: 2 })
  frequency_penalty?: number | null;

  /** -2 to 2: positive values make tokens less likely once they have occurred. Unset, the model's own. */
  @OptionalNumber({ minimum: -2, maximum: 2 })
  presence_penalty?: number | null;

  /** The form of the answer: text, any JSON object, or JSON that matches a schema. */
  @OptionalField(RESPONSE_FORMAT_SCHEMA)
  response_format?: ResponseFormat | null;

  /** Functions that the model may call. */
  @OptionalField(TOOLS_SCHEMA)
  tools?: Tool[] | null;

  /**
   * `auto` lets the model call functions, `none` keeps it from it; `required`, a named function and required allowed tools
   * constrain the generation to calls, whatever the model.
   */
  @OptionalField(TOOL_CHOICE_SCHEMA)
  tool_choice?: ToolChoice | null;

  /** `false`: one call at most is made; of several that the model makes of its own, the first. */
  @OptionalBoolean({ default: true })
  parallel_tool_calls?: boolean | null;

  /**
   * How much a thinking model thinks: `none` not at all, `minimal` as `low`, `xhigh` and `ultra` as `max`. For a model that
   * does not think it is dropped, and named in the header `x-ignored-fields`, or refused, as configured.
   */
  @OptionalOneOf(REASONING_EFFORTS)
  reasoning_effort?: ReasoningEffort | null;

  /** `reasoning.effort` is another place for `reasoning_effort`, and goes first. */
  @OptionalField(REASONING_SCHEMA)
  reasoning?: { effort?: ReasoningEffort | null } | null;

  /** Return the log probabilities of the answer's tokens. A server that has none: named in `x-ignored-fields`. */
  @OptionalBoolean({ default: false })
  logprobs?: boolean | null;

  /** Alternatives to return for each token, 0 to 20; needs `logprobs`. */
  @OptionalInteger({ minimum: 0, maximum: 20 })
  top_logprobs?: number | null;

  /** Number of choices, generated side by side; at most as many as configured. */
  @OptionalInteger({ minimum: 1, maximum: 128, default: 1 })
  n?: number | null;

  /** Biases of tokens by their ids. The embedded engine knows them; refused on Ollama, unless empty. */
  @OptionalField(LOGIT_BIAS_SCHEMA)
  logit_bias?: Record<string, number> | null;

  /** Kinds of output. Anything but `["text"]` is refused. */
  @OptionalField(MODALITIES_SCHEMA)
  modalities?: ('text' | 'audio')[] | null;

  /** Audio output. Refused. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  audio?: object | null;

  /** Web search. Refused. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  web_search_options?: object | null;

  /** Moderation of request and answer. Refused. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  moderation?: object | null;

  /** Keep the answer on the server. `true` is refused. */
  @OptionalBoolean({ default: false })
  store?: boolean | null;

  /** The older form of `tools`; the answer has a `function_call`. Excludes `tools`. */
  @OptionalField(FUNCTIONS_SCHEMA)
  functions?: DeclaredFunction[] | null;

  /** The older form of `tool_choice`. */
  @OptionalField(FUNCTION_CALL_SCHEMA)
  function_call?: 'none' | 'auto' | { name: string } | null;

  /** Up to 16 pairs of texts of the client's own. Accepted; nothing is stored. */
  @OptionalField(METADATA_SCHEMA)
  metadata?: Record<string, string> | null;

  /** A hint: accepted, without effect. */
  @OptionalString({ deprecated: true })
  user?: string | null;

  /** A hint: accepted, without effect. */
  @OptionalString({ maxLength: 64 })
  safety_identifier?: string | null;

  /** A hint: accepted, without effect; Ollama caches prompts by itself. */
  @OptionalString()
  prompt_cache_key?: string | null;

  /** A hint: accepted, without effect. */
  @OptionalString()
  prompt_cache_retention?: string | null;

  /** A hint: accepted, without effect. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  prompt_cache_options?: object | null;

  /** A hint: accepted, without effect; there is one tier. */
  @OptionalOneOf(SERVICE_TIERS)
  service_tier?: string | null;

  /** A hint: accepted, without effect. */
  @OptionalOneOf(VERBOSITIES)
  verbosity?: string | null;

  /** A hint that may make OpenAI's models faster: accepted, without effect. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  prediction?: object | null;
}
