import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { OllamaKeepAlive, OllamaOptions, OllamaThink } from '@app/ollama';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import { KEEP_ALIVE_SCHEMA, OPTIONS_SCHEMA, THINK_SCHEMA, type Truncation, TRUNCATIONS } from './extension-schemas.js';

/** Fields of Ollama's API that a request may have beside those of the OpenAI API. */
export class OllamaFieldsDto {
  /** Of Ollama's API: its options by their own names. Fields of the OpenAI API go first. */
  @ApiField(OPTIONS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(OPTIONS_SCHEMA)
  options?: OllamaOptions | null;

  /** Of Ollama's API: how long the model stays in memory. */
  @ApiField(KEEP_ALIVE_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(KEEP_ALIVE_SCHEMA)
  keep_alive?: OllamaKeepAlive | null;

  /** Of Ollama's API: whether the model thinks, and how much. Refused for a model that does not. */
  @ApiField(THINK_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(THINK_SCHEMA)
  think?: OllamaThink | null;

  /** `auto` cuts what is longer than the context, as Ollama does; `disabled`, the default, makes it an error. */
  @ApiProperty({ type: String, enum: TRUNCATIONS, required: false, nullable: true })
  @IsOptional()
  @IsIn(TRUNCATIONS)
  truncation?: Truncation | null;

  /** Of Ollama's API: cut a prompt that is longer than the context. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  truncate?: boolean | null;

  /** Of Ollama's API: shift the context when generation reaches its end. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: false })
  @IsOptional()
  @IsBoolean()
  shift?: boolean | null;
}
