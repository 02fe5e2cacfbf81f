import { IsOptional } from 'class-validator';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import { OptionalString } from '../validation/optional-fields.dto.js';
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
  @OptionalString({ maxLength: 64 })
  personality?: string | null;
}
