import type { JsonSchema } from '@app/ollama';
import type { FieldSchema } from '../validation/field-schema.js';

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
        { title: 'Text', properties: { type: { enum: ['text'] } } },
        { title: 'JSON object', properties: { type: { enum: ['json_object'] } } },
        {
          title: 'JSON schema',
          properties: {
            type: { enum: ['json_schema'] },
            json_schema: {
              type: 'object',
              properties: {
                name: { type: 'string' },
                description: { type: ['string', 'null'] },
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
