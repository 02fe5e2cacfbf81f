import { type AnswerForm, jsonObjectForm, jsonSchemaForm } from '../structured-output/answer-form.js';
import type { TextField } from './text-field.js';

/**
 * The form that the answer is asked to have; undefined for plain text.
 * @throws OpenAiError 400 for a strict schema that cannot be enforced
 */
export function toAnswerForm(text: TextField | null | undefined): AnswerForm | undefined {
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
