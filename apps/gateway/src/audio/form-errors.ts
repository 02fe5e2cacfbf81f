import { HttpException } from '@nestjs/common';
import { OpenAiError } from '@app/openai';

const TOO_LARGE = 413;
const FORM_EXPECTED = 'The body is not the form that its content-type says';

/** Nest's words for what is wrong with a form, and ours. */
const REASONS: Readonly<Record<string, (field: string) => string>> = {
  'Unexpected file field': (field) => `Unexpected file in '${field}': one file is expected, in 'file'.`,
  'Field value too long': (field) => `The value of '${field}' is too long.`,
  'JSON field values too large': (field) => `The value of '${field}' is too long.`,
  // Nest does not always tell which.
  'Invalid field name': (field) => (field ? `Unknown parameter: '${field}'.` : 'The name of a field is not allowed.'),
  'Field name nesting too deep': (field) => `Unknown parameter: '${field}'.`,
  'Field name array index too large': (field) => `Unknown parameter: '${field}'.`,
  'Field name too long': () => 'The name of a field is too long.',
  'Field name missing': () => 'A part of the form has no name.',
  'Too many fields': () => 'The form has too many fields.',
  'Too many parts': () => 'The form has too many fields.',
  'Multipart: Boundary not found': () => `${FORM_EXPECTED}: it names no boundary.`,
  'Multipart: Unexpected end of form': () => `${FORM_EXPECTED}: it ends too early.`,
  'Multipart: Unexpected end of file': () => `${FORM_EXPECTED}: it ends too early.`,
};

/** What was thrown while a form was read, in OpenAI's words. */
export function toFormError(error: unknown, fileLimit: number): OpenAiError {
  // Of a form that was compressed.
  if (error instanceof OpenAiError) return error.status === TOO_LARGE ? fileTooLarge(fileLimit) : error;
  if (!(error instanceof HttpException)) return invalidForm(`${FORM_EXPECTED}.`);
  if (error.getStatus() === TOO_LARGE) return fileTooLarge(fileLimit);
  const [, problem = '', field] = /^(.+?)(?: - (.*))?$/s.exec(error.message) ?? [];
  return invalidForm(REASONS[problem]?.(field ?? '') ?? `${FORM_EXPECTED}.`, field);
}

export function fileTooLarge(limit: number): OpenAiError {
  return new OpenAiError({
    status: TOO_LARGE,
    type: 'invalid_request_error',
    message: `The file is larger than ${limit} bytes.`,
    param: 'file',
    code: 'request_too_large',
  });
}

function invalidForm(message: string, param?: string): OpenAiError {
  return OpenAiError.invalidRequest({ message, code: 'invalid_form', ...(param && { param }) });
}
