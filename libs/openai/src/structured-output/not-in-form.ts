import type { OpenAiError } from '../errors/openai-error.js';
import { invalidStructuredOutput } from './invalid-structured-output.js';

/** The model was free to answer in another form than the one that was asked for, and did. */
export function notInForm(): OpenAiError {
  return invalidStructuredOutput("The model's answer is not in the form that was asked for.");
}
