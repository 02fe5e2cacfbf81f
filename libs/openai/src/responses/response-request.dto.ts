import { ANY_OBJECT_SCHEMA, METADATA_SCHEMA } from '../chat-completions/field-schemas.js';
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
  @OptionalBoolean({ default: false })
  stream?: boolean | null;

  /** How to stream; allowed when `stream` is true. */
  @OptionalField(STREAM_OPTIONS_SCHEMA)
  stream_options?: { include_obfuscation?: boolean | null } | null;

  /** Tokens to generate at most, reasoning included. Unset, the model's own limit. */
  @OptionalInteger({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  max_output_tokens?: number | null;

  /** Sampling temperature, 0 to 2: higher is more random. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 2 })
  temperature?: number | null;

  /** Nucleus sampling: only the most likely tokens of this probability mass, 0 to 1. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 1 })
  top_p?: number | null;

  /** Alternatives to return for each token, 0 to 20; above 0 it needs `include: ["message.output_text.logprobs"]`. */
  @OptionalInteger({ minimum: 0, maximum: 20 })
  top_logprobs?: number | null;

  /** What else to return. What is about tools that are not there has no effect. */
  @OptionalField(INCLUDE_SCHEMA)
  include?: string[] | null;

  /** Calls of OpenAI's own tools at most. Accepted: there are no such tools. */
  @OptionalInteger()
  max_tool_calls?: number | null;

  /** Up to 16 pairs of texts of the client's own, returned with the answer. */
  @OptionalField(METADATA_SCHEMA)
  metadata?: Record<string, string> | null;

  /** Accepted, and answered with `false`: nothing is stored. */
  @OptionalBoolean({ default: false })
  store?: boolean | null;

  /** Answer later. `true` is refused. */
  @OptionalBoolean({ default: false })
  background?: boolean | null;

  /** A stored prompt. Refused. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  prompt?: object | null;

  /** Compaction of the conversation. Refused. */
  @OptionalField(CONTEXT_MANAGEMENT_SCHEMA)
  context_management?: object[] | null;

  /** Moderation of request and answer. Refused. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  moderation?: object | null;

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
  @OptionalOneOf(CACHE_RETENTIONS, { deprecated: true })
  prompt_cache_retention?: string | null;

  /** A hint: accepted, without effect. */
  @OptionalField(ANY_OBJECT_SCHEMA)
  prompt_cache_options?: object | null;

  /** A hint: accepted, without effect; there is one tier, `default`. */
  @OptionalOneOf(SERVICE_TIERS)
  service_tier?: string | null;
}
