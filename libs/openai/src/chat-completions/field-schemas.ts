import { REASONING_EFFORTS } from '../models/reasoning-effort.js';
import type { FieldSchema } from '../validation/field-schema.js';

/** A seed has 64 bits in the OpenAI API. */
export const LARGEST_SEED = 2 ** 63;
export const SMALLEST_SEED = -LARGEST_SEED;

// Every text has the empty one in it: Ollama would stop before the first token.
const NON_EMPTY_TEXT: FieldSchema = { type: 'string', minLength: 1 };

export const STOP_SCHEMA: FieldSchema = {
  anyOf: [NON_EMPTY_TEXT, { type: 'array', items: NON_EMPTY_TEXT, maxItems: 4 }, { type: 'null' }],
};

export const STREAM_OPTIONS_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  properties: {
    include_usage: {
      type: ['boolean', 'null'],
      default: false,
      description: 'One more chunk before `[DONE]` has the token counts; in all others `usage` is null.',
    },
    include_obfuscation: { type: ['boolean', 'null'], description: 'Accepted; nothing is obfuscated.' },
  },
};

export const REASONING_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  properties: {
    effort: {
      type: ['string', 'null'],
      enum: [...REASONING_EFFORTS, null],
      description: 'As `reasoning_effort`.',
    },
  },
};

export const METADATA_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  maxProperties: 16,
  additionalProperties: { type: 'string', maxLength: 512 },
};

export const LOGIT_BIAS_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  additionalProperties: { type: 'number', minimum: -100, maximum: 100 },
};

export const MODALITIES_SCHEMA: FieldSchema = {
  type: ['array', 'null'],
  items: { type: 'string', enum: ['text', 'audio'] },
};

export const ANY_OBJECT_SCHEMA: FieldSchema = { type: ['object', 'null'] };
