import { OpenAiError } from '@app/openai';

/** What a body beyond the limit is refused with. */
export function bodyTooLarge(): OpenAiError {
  return new OpenAiError({
    status: 413,
    type: 'invalid_request_error',
    message: 'The request body is too large.',
    code: 'request_too_large',
  });
}
