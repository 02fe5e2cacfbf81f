import type { OllamaFormat } from '@app/ollama';
import { type AnswerForm, jsonObjectForm, jsonSchemaForm } from '../structured-output/answer-form.js';
import type { ResponseFormat } from './response-format.js';

/** The fields of a request that are about the form of the answer. */
export interface FormFields {
  response_format?: ResponseFormat | null;
  format?: OllamaFormat | null;
}

/**
 * The form that the answer is asked to have, by `response_format` or by Ollama's `format`; undefined for plain text.
 * @throws OpenAiError 400 for a strict schema that cannot be enforced
 */
export function toAnswerForm({ response_format, format }: FormFields): AnswerForm | undefined {
  if (format) return format === 'json' ? jsonObjectForm('format') : jsonSchemaForm(format, false, 'format');
  switch (response_format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json_object':
      return jsonObjectForm('response_format');
    case 'json_schema': {
      const { schema, strict } = response_format.json_schema;
      return jsonSchemaForm(schema, strict === true, 'response_format.json_schema.schema');
    }
    default:
      return response_format satisfies never;
  }
}
