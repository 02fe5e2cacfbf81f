import type { OllamaFormat } from '@app/ollama';
import type { ResponseFormat } from './response-format.js';

/** The form that the output is constrained to; undefined for plain text. */
export function toOllamaFormat(format: ResponseFormat | null | undefined): OllamaFormat | undefined {
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json_object':
      return 'json';
    case 'json_schema':
      return format.json_schema.schema;
    default:
      return format satisfies never;
  }
}
