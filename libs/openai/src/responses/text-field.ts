import type { JsonSchema } from '@app/ollama';

export interface JsonSchemaTextFormat {
  type: 'json_schema';
  name: string;
  description?: string | null;
  schema: JsonSchema;
  strict?: boolean | null;
}

export type TextFormat = { type: 'text' } | { type: 'json_object' } | JsonSchemaTextFormat;

export interface TextField {
  format?: TextFormat | null;
  verbosity?: 'low' | 'medium' | 'high' | null;
}
