import type { JsonSchema } from '@app/ollama';
import { type FieldSchema, tag } from '../validation/field-schema.js';

export interface JsonSchemaFormat {
  type: 'json_schema';
  json_schema: { name?: string; description?: string | null; schema: JsonSchema; strict?: boolean | null };
}

export type ResponseFormat = { type: 'text' } | { type: 'json_object' } | JsonSchemaFormat;

export const RESPONSE_FORMAT_SCHEMA: FieldSchema = {
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
            json_schema: {
              type: 'object',
              description: 'The schema, and how to hold it.',
              properties: {
                name: { type: 'string', description: 'Accepted; models do not see it.' },
                description: { type: ['string', 'null'], description: 'Accepted; models do not see it.' },
                schema: { type: 'object', description: 'The JSON schema of the answer.' },
                strict: {
                  type: ['boolean', 'null'],
                  default: false,
                  description: 'An answer that does not match the schema is an error, not an answer.',
                },
              },
              required: ['schema'],
            },
          },
          required: ['json_schema'],
        },
      ],
    },
    { type: 'null' },
  ],
};
