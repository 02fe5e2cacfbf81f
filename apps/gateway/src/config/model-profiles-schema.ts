import { COMPLETIONS_MODES, type FieldSchema, REASONING_EFFORTS, TOKENIZERS } from '@app/openai';

const NUMBER: FieldSchema = { type: 'number' };
const INTEGER: FieldSchema = { type: 'integer' };
const TEXT: FieldSchema = { type: 'string', minLength: 1 };
const TOKENS: FieldSchema = { type: 'integer', minimum: 1 };

const OPTIONS: FieldSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    num_ctx: TOKENS,
    num_batch: TOKENS,
    num_gpu: INTEGER,
    num_thread: INTEGER,
    num_keep: INTEGER,
    num_predict: INTEGER,
    seed: INTEGER,
    temperature: NUMBER,
    top_k: INTEGER,
    top_p: NUMBER,
    min_p: NUMBER,
    typical_p: NUMBER,
    repeat_last_n: INTEGER,
    repeat_penalty: NUMBER,
    presence_penalty: NUMBER,
    frequency_penalty: NUMBER,
    stop: { type: 'array', items: TEXT },
  },
};

const MODEL: FieldSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    options: OPTIONS,
    keep_alive: { type: ['string', 'number'] },
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
