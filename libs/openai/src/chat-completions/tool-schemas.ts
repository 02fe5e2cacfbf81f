import { type FieldSchema, tag } from '../validation/field-schema.js';

const FUNCTION_PROPERTIES: Record<string, FieldSchema> = {
  name: { type: 'string', minLength: 1, description: 'The name by which the model calls it.' },
  description: { type: ['string', 'null'], description: 'When to call it, and what it does.' },
  parameters: { type: ['object', 'null'], description: 'JSON schema of the arguments; none means no arguments.' },
};

export const TOOLS_SCHEMA: FieldSchema = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: [
      {
        title: 'Function',
        properties: {
          type: tag('function'),
          function: {
            type: 'object',
            description: 'What the model is told of the function.',
            properties: {
              ...FUNCTION_PROPERTIES,
              strict: {
                type: ['boolean', 'null'],
                default: false,
                description: 'Arguments that do not match the schema are an error, not an answer.',
              },
            },
            required: ['name'],
          },
        },
        required: ['function'],
      },
      {
        title: 'Custom tool',
        description: 'Refused.',
        properties: { type: tag('custom'), custom: { type: 'object', description: 'Refused.' } },
        required: ['custom'],
      },
    ],
  },
};

const NAMED_FUNCTION: FieldSchema = {
  type: 'object',
  description: 'The function.',
  properties: { name: { type: 'string', description: 'Its name, as declared in `tools`.' } },
  required: ['name'],
};

export const TOOL_CHOICE_SCHEMA: FieldSchema = {
  anyOf: [
    { type: 'string', enum: ['none', 'auto', 'required'] },
    {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        {
          title: 'Named function',
          description: 'The answer is a call of this function.',
          properties: { type: tag('function'), function: NAMED_FUNCTION },
          required: ['function'],
        },
        {
          title: 'Allowed tools',
          description: 'Only some of the declared tools may be called.',
          properties: {
            type: tag('allowed_tools'),
            allowed_tools: {
              type: 'object',
              description: 'Which, and whether one must be.',
              properties: {
                mode: {
                  type: 'string',
                  enum: ['auto', 'required'],
                  description: '`required`: the answer is a call.',
                },
                tools: {
                  type: 'array',
                  minItems: 1,
                  description: 'References: `{"type": "function", "function": {"name": …}}`.',
                  items: { type: 'object' },
                },
              },
              required: ['mode', 'tools'],
            },
          },
          required: ['allowed_tools'],
        },
        {
          title: 'Custom tool',
          description: 'Refused.',
          properties: { type: tag('custom'), custom: { type: 'object', description: 'Refused.' } },
          required: ['custom'],
        },
      ],
    },
    { type: 'null' },
  ],
};

export const FUNCTIONS_SCHEMA: FieldSchema = {
  type: ['array', 'null'],
  deprecated: true,
  items: { type: 'object', properties: FUNCTION_PROPERTIES, required: ['name'] },
};

export const FUNCTION_CALL_SCHEMA: FieldSchema = {
  deprecated: true,
  anyOf: [{ type: 'string', enum: ['none', 'auto'] }, NAMED_FUNCTION, { type: 'null' }],
};
