import { type AnswerForm, jsonObjectForm, jsonSchemaForm } from '../structured-output/answer-form.js';
import type { OllamaFormat } from '@app/ollama';
import type { TextField } from './text-field.js';

/** The fields of a request that are about the form of the answer. */
export interface FormFields {
  text?: TextField | null;
  format?: OllamaFormat | null;
}

/**
 * The form that the answer is asked to have, by `text.format` or by Ollama's `format`; undefined for plain text.
 * @throws OpenAiError 400 for a strict schema that cannot be enforced
 */
export function toAnswerForm({ text, format: native }: FormFields): AnswerForm | undefined {
  if (native) return native === 'json' ? jsonObjectForm('format') : jsonSchemaForm(native, false, 'format');
  const format = text?.format;
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json_object':
      return jsonObjectForm('text.format');
    case 'json_schema':
      return jsonSchemaForm(format.schema, format.strict === true, 'text.format.schema');
    default:
      return format satisfies never;
  }
}
