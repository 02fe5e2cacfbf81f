import type { FieldSchema } from '../validation/field-schema.js';
import { NATIVE_OPTIONS_SCHEMA } from './native-options-schema.js';

export const OPTIONS_SCHEMA: FieldSchema = { ...NATIVE_OPTIONS_SCHEMA, type: ['object', 'null'] };

const DURATION: FieldSchema = {
  type: 'string',
  // What Go reads as a duration.
  pattern: '^[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+)$',
  description: 'A duration such as `5m` or `1h30m`; negative for ever.',
};
const SECONDS: FieldSchema = {
  type: 'number',
  description: 'Seconds; 0 unloads after the answer, negative is for ever.',
};

export const NATIVE_KEEP_ALIVE_SCHEMA: FieldSchema = { anyOf: [DURATION, SECONDS] };

export const KEEP_ALIVE_SCHEMA: FieldSchema = { anyOf: [DURATION, SECONDS, { type: 'null' }] };

export const THINK_SCHEMA: FieldSchema = {
  anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['low', 'medium', 'high', 'max'] }, { type: 'null' }],
};

export const FORMAT_SCHEMA: FieldSchema = {
  anyOf: [
    { type: 'string', enum: ['json'], description: 'Any JSON object.' },
    { type: 'object', description: 'A JSON schema; it constrains the generation, and the answer is not checked.' },
    { type: 'null' },
  ],
};

export const TRUNCATIONS = ['auto', 'disabled'] as const;
export type Truncation = (typeof TRUNCATIONS)[number];
