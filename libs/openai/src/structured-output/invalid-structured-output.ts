import { OpenAiError } from '../errors/openai-error.js';

export const INVALID_STRUCTURED_OUTPUT = 'invalid_structured_output';

/** 502: the model's answer has not the form that was asked for, and is not passed off as if it had. */
export function invalidStructuredOutput(message: string): OpenAiError {
  return new OpenAiError({ status: 502, type: 'server_error', code: INVALID_STRUCTURED_OUTPUT, message });
}
