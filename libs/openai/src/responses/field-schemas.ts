import { REASONING_EFFORTS } from '../models/reasoning-effort.js';
import { type FieldSchema, tag } from '../validation/field-schema.js';

const INCLUDABLE = [
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
  'message.input_image.image_url',
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
];

export const INCLUDE_SCHEMA: FieldSchema = {
  type: ['array', 'null'],
  items: { type: 'string', enum: INCLUDABLE },
};

const FORMAT: FieldSchema = {
  description: 'The form of the answer: text, any JSON object, or JSON that matches a schema.',
  anyOf: [
    {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        { title: 'Text', properties: { type: tag('text') } },
        { title: 'JSON object', properties: { type: tag('json_object') } },
        {
          title: 'JSON schema',
          properties: {
            type: tag('json_schema'),
            name: { type: 'string', description: 'Accepted; models do not see it.' },
            description: { type: ['string', 'null'], description: 'Accepted; models do not see it.' },
            schema: { type: 'object', description: 'The JSON schema of the answer.' },
            strict: {
              type: ['boolean', 'null'],
              default: false,
              description: 'An answer that does not match the schema is an error, not an answer.',
            },
          },
          required: ['name', 'schema'],
        },
      ],
    },
    { type: 'null' },
  ],
};

export const TEXT_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  properties: {
    format: FORMAT,
    verbosity: {
      type: ['string', 'null'],
      enum: ['low', 'medium', 'high', null],
      description: 'A hint: accepted, without effect.',
    },
  },
};

const SUMMARIES = ['auto', 'concise', 'detailed', null];

export const REASONING_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  properties: {
    effort: {
      type: ['string', 'null'],
      enum: [...REASONING_EFFORTS, null],
      description: 'How much the model thinks: `none` not at all, `minimal` as `low`, `xhigh` and `ultra` as `max`.',
    },
    summary: {
      type: ['string', 'null'],
      enum: SUMMARIES,
      description: 'Where set, the thought stands in `summary` instead of `content`. It is the thought itself.',
    },
    generate_summary: {
      type: ['string', 'null'],
      enum: SUMMARIES,
      deprecated: true,
      description: 'The older name of `summary`.',
    },
    context: {
      type: ['string', 'null'],
      enum: ['auto', 'current_turn', 'all_turns', null],
      description: 'A hint: accepted; the model gets all reasoning items of the input.',
    },
    mode: {
      type: ['string', 'null'],
      enum: ['standard', null],
      description: 'There is one mode: `standard`.',
    },
  },
};

export const STREAM_OPTIONS_SCHEMA: FieldSchema = {
  type: ['object', 'null'],
  properties: {
    include_obfuscation: { type: ['boolean', 'null'], description: 'Accepted; nothing is obfuscated.' },
  },
};

export const CONVERSATION_SCHEMA: FieldSchema = { anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'null' }] };

export const CONTEXT_MANAGEMENT_SCHEMA: FieldSchema = { type: ['array', 'null'], items: { type: 'object' } };
