import { contradictsItself } from '../native-chat/think.js';
import { OpenAiError } from '../errors/openai-error.js';
import { includes, LOGPROBS } from './include.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import type { ToolChoice } from './tools/tool.js';

/**
 * Refuses fields that are each right and together wrong.
 * @throws OpenAiError 400 naming the field that has to go
 */
export function refuseContradictions(request: ResponseRequestDto): void {
  const { top_logprobs, stream_options, stream, format, text, tool_choice } = request;
  if (top_logprobs && !includes(request, LOGPROBS)) {
    throw contradiction('top_logprobs', `'top_logprobs' needs '${LOGPROBS}' in 'include'.`);
  }
  if (isSet(stream_options) && stream !== true) {
    throw contradiction('stream_options', "'stream_options' is only allowed when 'stream' is true.");
  }
  if (isSet(format) && isSet(text?.format)) {
    throw contradiction('format', "'format' and 'text.format' exclude each other.");
  }
  if (isSet(format) && forces(tool_choice)) {
    throw contradiction('format', "'format' cannot be set where the answer has to be a call.");
  }
  if (contradictsItself(request)) {
    throw contradiction('think', "'think' contradicts 'reasoning.effort': set one of them.");
  }
}

function forces(choice: ToolChoice | null | undefined): boolean {
  if (typeof choice !== 'object' || choice === null) return choice === 'required';
  return choice.type !== 'allowed_tools' || choice.mode === 'required';
}

function contradiction(param: string, message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message, param, code: 'invalid_value' });
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
