import { OpenAiError } from '../errors/openai-error.js';
import type { ResponseRequestDto } from './response-request.dto.js';

const REASONS: Partial<Record<keyof ResponseRequestDto, string>> = {
  previous_response_id: 'nothing is stored: send the whole conversation as `input`',
  conversation: 'nothing is stored: send the whole conversation as `input`',
  prompt: 'no prompts are stored',
  context_management: 'conversations are not compacted',
  moderation: 'nothing is moderated',
};

/**
 * Refuses what the API knows and this service cannot honour; it is never dropped in silence.
 * @throws OpenAiError 400 `unsupported_parameter` naming the field
 */
export function refuseUnsupported(request: ResponseRequestDto): void {
  for (const [param, reason] of Object.entries(REASONS)) {
    if (isSet(request[param as keyof ResponseRequestDto])) {
      throw OpenAiError.unsupportedParameter(param, `'${param}' is not supported: ${reason}.`);
    }
  }
  if (request.background === true) {
    throw OpenAiError.unsupportedParameter('background', "'background' cannot be true: nothing is stored.");
  }
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
