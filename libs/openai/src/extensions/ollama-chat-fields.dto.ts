import type { OllamaFormat } from '@app/ollama';
import { FORMAT_SCHEMA } from './extension-schemas.js';
import { OllamaFieldsDto } from './ollama-fields.dto.js';
import { OptionalField } from '../validation/optional-fields.dto.js';

/** Fields of Ollama's API that a request for a conversation may have beside those of the OpenAI API. */
export class OllamaChatFieldsDto extends OllamaFieldsDto {
  /** Of Ollama's API: what the output is constrained to. Excludes `response_format` and `text.format`. */
  @OptionalField(FORMAT_SCHEMA)
  format?: OllamaFormat | null;
}
