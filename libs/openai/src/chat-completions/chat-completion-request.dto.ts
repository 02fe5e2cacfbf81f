import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { OllamaChatFieldsDto } from '../extensions/ollama-chat-fields.dto.js';
import { REASONING_EFFORTS, type ReasoningEffort } from '../models/reasoning-effort.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
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
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  stream?: boolean | null;

  /** How to stream; allowed when `stream` is true. */
  @ApiField(STREAM_OPTIONS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(STREAM_OPTIONS_SCHEMA)
  stream_options?: { include_usage?: boolean | null; include_obfuscation?: boolean | null } | null;

  /** Sampling temperature, 0 to 2: higher is more random. Unset, the model's own. */
  @ApiProperty({ type: Number, required: false, nullable: true, minimum: 0, maximum: 2 })
  @IsOptional()
  @Max(2)
  @Min(0)
  @IsNumber()
  temperature?: number | null;

  /** Nucleus sampling: only the most likely tokens of this probability mass, 0 to 1. Unset, the model's own. */
  @ApiProperty({ type: Number, required: false, nullable: true, minimum: 0, maximum: 1 })
  @IsOptional()
  @Max(1)
  @Min(0)
  @IsNumber()
  top_p?: number | null;

  /** Tokens to generate at most, reasoning included. Unset, what is configured for the model, or its own limit. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(1)
  @IsInt()
  max_completion_tokens?: number | null;

  /** The older name of `max_completion_tokens`; both together must be equal. */
  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    deprecated: true,
  })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(1)
  @IsInt()
  max_tokens?: number | null;

  /** Up to 4 texts at which generation stops; the answer does not contain them. */
  @ApiField(STOP_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(STOP_SCHEMA)
  stop?: string | string[] | null;

  /** The same seed and parameters should give the same answer. Choice k of several has the seed plus k. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: SMALLEST_SEED, maximum: LARGEST_SEED })
  @IsOptional()
  @Max(LARGEST_SEED)
  @Min(SMALLEST_SEED)
  @IsInt()
  seed?: number | null;

  /** -2 to 2: positive values make tokens less likely the more often they have occurred. Unset, the model's own. */
  @ApiProperty({ type: Number, required: false, nullable: true, minimum: -2, maximum: 2 })
  @IsOptional()
  @Max(2)
  @Min(-2)
  @IsNumber()
  frequency_penalty?: number | null;

  /** -2 to 2: positive values make tokens less likely once they have occurred. Unset, the model's own. */
  @ApiProperty({ type: Number, required: false, nullable: true, minimum: -2, maximum: 2 })
  @IsOptional()
  @Max(2)
  @Min(-2)
  @IsNumber()
  presence_penalty?: number | null;

  /** The form of the answer: text, any JSON object, or JSON that matches a schema. */
  @ApiField(RESPONSE_FORMAT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(RESPONSE_FORMAT_SCHEMA)
  response_format?: ResponseFormat | null;

  /** Functions that the model may call. */
  @ApiField(TOOLS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(TOOLS_SCHEMA)
  tools?: Tool[] | null;

  /**
   * `auto` lets the model call functions, `none` keeps it from it; `required`, a named function and required allowed tools
   * constrain the generation to calls, whatever the model.
   */
  @ApiField(TOOL_CHOICE_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(TOOL_CHOICE_SCHEMA)
  tool_choice?: ToolChoice | null;

  /** `false`: one call at most is made; of several that the model makes of its own, the first. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: true })
  @IsOptional()
  @IsBoolean()
  parallel_tool_calls?: boolean | null;

  /**
   * How much a thinking model thinks: `none` not at all, `minimal` as `low`, `xhigh` and `ultra` as `max`. For a model that
   * does not think it is dropped, and named in the header `x-ignored-fields`, or refused, as configured.
   */
  @ApiProperty({ type: String, enum: REASONING_EFFORTS, required: false, nullable: true })
  @IsOptional()
  @IsIn(REASONING_EFFORTS)
  reasoning_effort?: ReasoningEffort | null;

  /** `reasoning.effort` is another place for `reasoning_effort`, and goes first. */
  @ApiField(REASONING_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(REASONING_SCHEMA)
  reasoning?: { effort?: ReasoningEffort | null } | null;

  /** Return the log probabilities of the answer's tokens. A server that has none: named in `x-ignored-fields`. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  logprobs?: boolean | null;

  /** Alternatives to return for each token, 0 to 20; needs `logprobs`. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: 0, maximum: 20 })
  @IsOptional()
  @Max(20)
  @Min(0)
  @IsInt()
  top_logprobs?: number | null;

  /** Number of choices, generated side by side; at most as many as configured. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: 1, maximum: 128, default: 1 })
  @IsOptional()
  @Max(128)
  @Min(1)
  @IsInt()
  n?: number | null;

  /** Biases of tokens by their ids. The embedded engine knows them; refused on Ollama, unless empty. */
  @ApiField(LOGIT_BIAS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(LOGIT_BIAS_SCHEMA)
  logit_bias?: Record<string, number> | null;

  /** Kinds of output. Anything but `["text"]` is refused. */
  @ApiField(MODALITIES_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(MODALITIES_SCHEMA)
  modalities?: ('text' | 'audio')[] | null;

  /** Audio output. Refused. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  audio?: object | null;

  /** Web search. Refused. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  web_search_options?: object | null;

  /** Moderation of request and answer. Refused. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  moderation?: object | null;

  /** Keep the answer on the server. `true` is refused. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  store?: boolean | null;

  /** The older form of `tools`; the answer has a `function_call`. Excludes `tools`. */
  @ApiField(FUNCTIONS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(FUNCTIONS_SCHEMA)
  functions?: DeclaredFunction[] | null;

  /** The older form of `tool_choice`. */
  @ApiField(FUNCTION_CALL_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(FUNCTION_CALL_SCHEMA)
  function_call?: 'none' | 'auto' | { name: string } | null;

  /** Up to 16 pairs of texts of the client's own. Accepted; nothing is stored. */
  @ApiField(METADATA_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(METADATA_SCHEMA)
  metadata?: Record<string, string> | null;

  /** A hint: accepted, without effect. */
  @ApiProperty({ type: String, required: false, nullable: true, deprecated: true })
  @IsOptional()
  @IsString()
  user?: string | null;

  /** A hint: accepted, without effect. */
  @ApiProperty({ type: String, required: false, nullable: true, maxLength: 64 })
  @IsOptional()
  @MaxLength(64)
  @IsString()
  safety_identifier?: string | null;

  /** A hint: accepted, without effect; Ollama caches prompts by itself. */
  @ApiProperty({ type: String, required: false, nullable: true })
  @IsOptional()
  @IsString()
  prompt_cache_key?: string | null;

  /** A hint: accepted, without effect. */
  @ApiProperty({ type: String, required: false, nullable: true })
  @IsOptional()
  @IsString()
  prompt_cache_retention?: string | null;

  /** A hint: accepted, without effect. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  prompt_cache_options?: object | null;

  /** A hint: accepted, without effect; there is one tier. */
  @ApiProperty({ type: String, enum: SERVICE_TIERS, required: false, nullable: true })
  @IsOptional()
  @IsIn(SERVICE_TIERS)
  service_tier?: string | null;

  /** A hint: accepted, without effect. */
  @ApiProperty({ type: String, enum: VERBOSITIES, required: false, nullable: true })
  @IsOptional()
  @IsIn(VERBOSITIES)
  verbosity?: string | null;

  /** A hint that may make OpenAI's models faster: accepted, without effect. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  prediction?: object | null;
}
