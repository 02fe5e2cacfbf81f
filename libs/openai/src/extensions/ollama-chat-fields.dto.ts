import type { OllamaFormat } from '@app/ollama';
import { IsOptional } from 'class-validator';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import { FORMAT_SCHEMA } from './extension-schemas.js';
import { OllamaFieldsDto } from './ollama-fields.dto.js';

/** Fields of Ollama's API that a request for a conversation may have beside those of the OpenAI API. */
export class OllamaChatFieldsDto extends OllamaFieldsDto {
  /** Of Ollama's API: what the output is constrained to. Excludes `response_format` and `text.format`. */
  @ApiField(FORMAT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(FORMAT_SCHEMA)
  format?: OllamaFormat | null;
}
