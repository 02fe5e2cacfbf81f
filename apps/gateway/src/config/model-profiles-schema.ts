import {
  COMPLETIONS_MODES,
  type FieldSchema,
  NATIVE_KEEP_ALIVE_SCHEMA,
  NATIVE_OPTIONS_SCHEMA,
  REASONING_EFFORTS,
  TOKENIZERS,
} from '@app/openai';

const TEXT: FieldSchema = { type: 'string', minLength: 1 };
const TOKENS: FieldSchema = { type: 'integer', minimum: 1 };

const MODEL: FieldSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    options: NATIVE_OPTIONS_SCHEMA,
    keep_alive: NATIVE_KEEP_ALIVE_SCHEMA,
    system: TEXT,
    reasoning_effort: { type: 'string', enum: REASONING_EFFORTS },
    max_output_tokens: TOKENS,
    default_output_tokens: TOKENS,
    tokenizer: { type: 'string', enum: [...TOKENIZERS] },
    completions: { type: 'string', enum: [...COMPLETIONS_MODES] },
    truncation: { type: 'string', enum: ['auto', 'disabled'] },
  },
};

/** The sections of the configuration file that are about models. */
export const MODELS_SECTION: FieldSchema = { type: 'object', additionalProperties: MODEL };
export const ALIASES_SECTION: FieldSchema = { type: 'object', additionalProperties: TEXT };
