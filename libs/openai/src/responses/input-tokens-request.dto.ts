import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import { NULLABLE_INPUT_SCHEMA } from './items/item-schemas.js';
import type { InputItem } from './items/items.js';
import { ResponseInputDto } from './response-input.dto.js';

/** Body of `POST /v1/responses/input_tokens`. */
export class InputTokensRequestDto extends ResponseInputDto {
  /** As of a response; may be left out where there are `instructions`. */
  @ApiField(NULLABLE_INPUT_SCHEMA, { required: false, example: 'Hello!' })
  @IsOptional()
  @MatchesSchema(NULLABLE_INPUT_SCHEMA)
  input?: string | InputItem[] | null;

  /** A hint: accepted, without effect; no model of Ollama has presets of style. */
  @ApiProperty({ type: String, required: false, nullable: true, maxLength: 64 })
  @IsOptional()
  @MaxLength(64)
  @IsString()
  personality?: string | null;
}
