import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ANY_OBJECT_SCHEMA, METADATA_SCHEMA } from '../chat-completions/field-schemas.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import { CONTEXT_MANAGEMENT_SCHEMA, INCLUDE_SCHEMA, STREAM_OPTIONS_SCHEMA } from './field-schemas.js';
import { INPUT_SCHEMA } from './items/item-schemas.js';
import type { InputItem } from './items/items.js';
import { ResponseInputDto } from './response-input.dto.js';

const SERVICE_TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'];
const CACHE_RETENTIONS = ['in_memory', 'in-memory', '24h'];

/** Body of `POST /v1/responses`. What is unset, or null, is left to the model's own settings. */
export class ResponseRequestDto extends ResponseInputDto {
  /** What the user says, or the items of the conversation so far. `type` may be left out of messages. */
  @ApiField(INPUT_SCHEMA, { required: true, example: 'Hello!' })
  @MatchesSchema(INPUT_SCHEMA)
  input: string | InputItem[];

  /** Send the answer as server-sent events while it is generated. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  stream?: boolean | null;

  /** How to stream; allowed when `stream` is true. */
  @ApiField(STREAM_OPTIONS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(STREAM_OPTIONS_SCHEMA)
  stream_options?: { include_obfuscation?: boolean | null } | null;

  /** Tokens to generate at most, reasoning included. Unset, the model's own limit. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(1)
  @IsInt()
  max_output_tokens?: number | null;

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

  /** Alternatives to return for each token, 0 to 20; above 0 it needs `include: ["message.output_text.logprobs"]`. */
  @ApiProperty({ type: 'integer', required: false, nullable: true, minimum: 0, maximum: 20 })
  @IsOptional()
  @Max(20)
  @Min(0)
  @IsInt()
  top_logprobs?: number | null;

  /** What else to return. What is about tools that are not there has no effect. */
  @ApiField(INCLUDE_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(INCLUDE_SCHEMA)
  include?: string[] | null;

  /** Calls of OpenAI's own tools at most. Accepted: there are no such tools. */
  @ApiProperty({ type: 'integer', required: false, nullable: true })
  @IsOptional()
  @IsInt()
  max_tool_calls?: number | null;

  /** Up to 16 pairs of texts of the client's own, returned with the answer. */
  @ApiField(METADATA_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(METADATA_SCHEMA)
  metadata?: Record<string, string> | null;

  /** Accepted, and answered with `false`: nothing is stored. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  store?: boolean | null;

  /** Answer later. `true` is refused. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  background?: boolean | null;

  /** A stored prompt. Refused. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  prompt?: object | null;

  /** Compaction of the conversation. Refused. */
  @ApiField(CONTEXT_MANAGEMENT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(CONTEXT_MANAGEMENT_SCHEMA)
  context_management?: object[] | null;

  /** Moderation of request and answer. Refused. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  moderation?: object | null;

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
  @ApiProperty({ type: String, enum: CACHE_RETENTIONS, required: false, nullable: true, deprecated: true })
  @IsOptional()
  @IsIn(CACHE_RETENTIONS)
  prompt_cache_retention?: string | null;

  /** A hint: accepted, without effect. */
  @ApiField(ANY_OBJECT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(ANY_OBJECT_SCHEMA)
  prompt_cache_options?: object | null;

  /** A hint: accepted, without effect; there is one tier, `default`. */
  @ApiProperty({ type: String, enum: SERVICE_TIERS, required: false, nullable: true })
  @IsOptional()
  @IsIn(SERVICE_TIERS)
  service_tier?: string | null;
}
