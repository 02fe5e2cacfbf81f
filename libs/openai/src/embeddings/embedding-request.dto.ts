import type { OllamaKeepAlive, OllamaOptions } from '@app/ollama';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MinLength } from 'class-validator';
import { KEEP_ALIVE_SCHEMA, OPTIONS_SCHEMA } from '../extensions/extension-schemas.js';
import { TEXT_INPUT_FORMS, TEXT_INPUT_SCHEMA, type TextInput } from '../tokens/text-input.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import {
  OptionalBoolean,
  OptionalField,
  OptionalInteger,
  OptionalOneOf,
  OptionalString,
} from '../validation/optional-fields.dto.js';

export const ENCODING_FORMATS = ['float', 'base64'] as const;
export type EncodingFormat = (typeof ENCODING_FORMATS)[number];

/** Ollama answers what its integers do not hold in the words of Go's decoder. */
const LARGEST_DIMENSIONS = Number.MAX_SAFE_INTEGER;

/** Body of `POST /v1/embeddings`. */
export class EmbeddingRequestDto {
  /** Name of an installed model, as `GET /v1/models` lists it. */
  @ApiProperty({ type: String, minLength: 1, example: 'demo' })
  @MinLength(1)
  @IsString()
  model: string;

  /**
   * One text or up to 2,048 of them, none empty; or token arrays in their place, which are turned back into text with the
   * vocabulary that is configured (`cl100k_base` unless set). An embedding comes back for each, in their order.
   */
  @ApiField(TEXT_INPUT_FORMS, { required: true, example: 'Why is the sky blue?' })
  @MatchesSchema(TEXT_INPUT_SCHEMA)
  input: TextInput;

  /** `float` for arrays of numbers, `base64` for the bytes of 32-bit floats, little end first. */
  @OptionalOneOf(ENCODING_FORMATS, { default: 'float' })
  encoding_format?: EncodingFormat | null;

  /** Numbers of each embedding: less than the model's own makes it shorter. More than the model has is refused. */
  @OptionalInteger({ minimum: 1, maximum: LARGEST_DIMENSIONS })
  dimensions?: number | null;

  /** A hint: accepted, without effect. */
  @OptionalString()
  user?: string | null;

  /**
   * Of Ollama's API: cut an input that is longer than the model's context, which is an error otherwise. Unset, the model's
   * configuration decides.
   */
  @OptionalBoolean()
  truncate?: boolean | null;

  /** Of Ollama's API: its options by their own names, such as `num_ctx`. */
  @OptionalField(OPTIONS_SCHEMA)
  options?: OllamaOptions | null;

  /** Of Ollama's API: how long the model stays in memory. */
  @OptionalField(KEEP_ALIVE_SCHEMA)
  keep_alive?: OllamaKeepAlive | null;
}
