import { OpenAiError } from '../errors/openai-error.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

/**
 * Refuses fields that are each right and together wrong.
 * @throws OpenAiError 400 naming the field that has to go
 */
export function refuseContradictions(request: ChatCompletionRequestDto): void {
  const { top_logprobs, logprobs, stream_options, stream, max_tokens, max_completion_tokens } = request;
  if (isSet(top_logprobs) && logprobs !== true) {
    throw contradiction('top_logprobs', "'top_logprobs' is only allowed when 'logprobs' is true.");
  }
  if (isSet(stream_options) && stream !== true) {
    throw contradiction('stream_options', "'stream_options' is only allowed when 'stream' is true.");
  }
  if (isSet(max_tokens) && isSet(max_completion_tokens) && max_tokens !== max_completion_tokens) {
    throw contradiction(
      'max_tokens',
      "'max_tokens' and 'max_completion_tokens' differ: set 'max_completion_tokens' only.",
    );
  }
}

function contradiction(param: string, message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message, param, code: 'invalid_value' });
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
