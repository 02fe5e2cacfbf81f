import { type FieldSchema, tag } from '../../validation/field-schema.js';
import { UNAVAILABLE_TOOL_TYPES } from './tool.js';

const NAME: FieldSchema = { type: 'string', minLength: 1, description: 'The name by which the model calls it.' };
const DESCRIPTION: FieldSchema = { type: ['string', 'null'], description: 'When to call it, and what it does.' };

const FUNCTION: FieldSchema = {
  title: 'Function',
  properties: {
    type: tag('function'),
    name: NAME,
    description: DESCRIPTION,
    parameters: { type: ['object', 'null'], description: 'JSON schema of the arguments; none means no arguments.' },
    strict: {
      type: ['boolean', 'null'],
      default: false,
      description: 'Arguments that do not match the schema are an error, not an answer.',
    },
  },
  required: ['name'],
};

const CUSTOM: FieldSchema = {
  title: 'Custom tool',
  properties: {
    type: tag('custom'),
    name: NAME,
    description: DESCRIPTION,
    format: {
      type: ['object', 'null'],
      description: 'The form of the text: `text`. A grammar is refused.',
      properties: { type: { type: 'string', enum: ['text', 'grammar'], description: 'Any text, or a grammar.' } },
      required: ['type'],
    },
  },
  required: ['name'],
};

const NAMESPACE: FieldSchema = {
  title: 'Namespace',
  properties: {
    type: tag('namespace'),
    name: { type: 'string', minLength: 1, description: 'Told with each call of a member.' },
    description: { type: ['string', 'null'], description: 'What the members have in common.' },
    tools: {
      type: 'array',
      minItems: 1,
      description: 'The members.',
      items: {
        type: 'object',
        required: ['type'],
        discriminator: { propertyName: 'type' },
        oneOf: [FUNCTION, CUSTOM],
      },
    },
  },
  required: ['name', 'tools'],
};

const UNAVAILABLE: FieldSchema = {
  title: 'Tool that is not there',
  description: 'Refused, or left out where the configuration says so.',
  properties: { type: tag(...UNAVAILABLE_TOOL_TYPES) },
  additionalProperties: true,
};

export const TOOL_SCHEMA: FieldSchema = {
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [FUNCTION, CUSTOM, NAMESPACE, UNAVAILABLE],
};

export const TOOLS_SCHEMA: FieldSchema = { type: ['array', 'null'], items: TOOL_SCHEMA };

export const TOOL_CHOICE_SCHEMA: FieldSchema = {
  anyOf: [
    { type: 'string', enum: ['none', 'auto', 'required'] },
    {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        {
          title: 'One tool',
          properties: {
            type: tag('function', 'custom'),
            name: { type: 'string', description: 'Name of a tool in `tools`.' },
          },
          required: ['name'],
        },
        {
          title: 'Some of the tools',
          properties: {
            type: tag('allowed_tools'),
            mode: { type: 'string', enum: ['auto', 'required'], description: 'Whether one has to be called.' },
            tools: {
              type: 'array',
              minItems: 1,
              description: 'Those that may be called.',
              items: {
                type: 'object',
                properties: {
                  type: { type: 'string', description: '`function` or `custom`.' },
                  name: { type: 'string', description: 'Name of a tool in `tools`.' },
                },
                required: ['type'],
              },
            },
          },
          required: ['mode', 'tools'],
        },
        {
          title: 'Tool that is not there',
          description: 'Refused.',
          properties: { type: tag(...UNAVAILABLE_TOOL_TYPES) },
          additionalProperties: true,
        },
      ],
    },
    { type: 'null' },
  ],
};
