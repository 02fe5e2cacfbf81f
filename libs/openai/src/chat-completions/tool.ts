import type { JsonSchema } from '@app/ollama';
import { type FieldSchema, tag } from '../validation/field-schema.js';

export interface FunctionTool {
  type: 'function';
  function: { name: string; description?: string | null; parameters?: JsonSchema | null; strict?: boolean | null };
}

export interface CustomTool {
  type: 'custom';
  custom: object;
}

export type Tool = FunctionTool | CustomTool;

export type ToolChoice = 'none' | 'auto' | 'required' | { type: 'function' | 'custom' | 'allowed_tools' };

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
              name: { type: 'string', minLength: 1, description: 'The name by which the model calls it.' },
              description: { type: ['string', 'null'], description: 'When to call it, and what it does.' },
              parameters: {
                type: ['object', 'null'],
                description: 'JSON schema of the arguments; none means no arguments.',
              },
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

export const TOOL_CHOICE_SCHEMA: FieldSchema = {
  anyOf: [
    { type: 'string', enum: ['none', 'auto', 'required'] },
    {
      type: 'object',
      description: 'Refused.',
      properties: { type: tag('function', 'allowed_tools', 'custom') },
      required: ['type'],
    },
    { type: 'null' },
  ],
};
