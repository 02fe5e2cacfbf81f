import type { OllamaKeepAlive, OllamaOptions, OllamaThink } from '@app/ollama';
import { KEEP_ALIVE_SCHEMA, OPTIONS_SCHEMA, THINK_SCHEMA, type Truncation, TRUNCATIONS } from './extension-schemas.js';
import { OptionalBoolean, OptionalField, OptionalOneOf } from '../validation/optional-fields.dto.js';

/** Fields of Ollama's API that a request may have beside those of the OpenAI API. */
export class OllamaFieldsDto {
  /** Of Ollama's API: its options by their own names. Fields of the OpenAI API go first. */
  @OptionalField(OPTIONS_SCHEMA)
  options?: OllamaOptions | null;

  /** Of Ollama's API: how long the model stays in memory. */
  @OptionalField(KEEP_ALIVE_SCHEMA)
  keep_alive?: OllamaKeepAlive | null;

  /** Of Ollama's API: whether the model thinks, and how much. Refused for a model that does not. */
  @OptionalField(THINK_SCHEMA)
  think?: OllamaThink | null;

  /** `auto` cuts what is longer than the context, as Ollama does; `disabled`, the default, makes it an error. */
  @OptionalOneOf(TRUNCATIONS)
  truncation?: Truncation | null;

  /** Of Ollama's API: cut a prompt that is longer than the context. */
  @OptionalBoolean({ default: false })
  truncate?: boolean | null;

  /** Of Ollama's API: shift the context when generation reaches its end. */
  @OptionalBoolean({ default: false })
  shift?: boolean | null;
}
