import { OpenAiError } from '../errors/openai-error.js';
import { contradictsItself } from '../native-chat/think.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

interface Contradiction {
  /** The field that has to go. */
  param: string;
  applies: (request: ChatCompletionRequestDto) => boolean;
  message: string;
}

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    param: 'top_logprobs',
    applies: ({ top_logprobs, logprobs }) => isSet(top_logprobs) && logprobs !== true,
    message: "'top_logprobs' is only allowed when 'logprobs' is true.",
  },
  {
    param: 'stream_options',
    applies: ({ stream_options, stream }) => isSet(stream_options) && stream !== true,
    message: "'stream_options' is only allowed when 'stream' is true.",
  },
  {
    param: 'max_tokens',
    applies: ({ max_tokens, max_completion_tokens }) =>
      isSet(max_tokens) && isSet(max_completion_tokens) && max_tokens !== max_completion_tokens,
    message: "'max_tokens' and 'max_completion_tokens' differ: set 'max_completion_tokens' only.",
  },
  {
    param: 'format',
    applies: ({ format, response_format }) => isSet(format) && isSet(response_format),
    message: "'format' and 'response_format' exclude each other.",
  },
  {
    param: 'format',
    applies: ({ format, tool_choice, function_call }) =>
      isSet(format) && (forces(tool_choice) || forces(function_call)),
    message: "'format' cannot be set where the answer has to be a call.",
  },
  {
    param: 'think',
    applies: contradictsItself,
    message: "'think' contradicts the reasoning effort: set one of them.",
  },
];

/**
 * Refuses fields that are each right and together wrong.
 * @throws OpenAiError 400 naming the field that has to go
 */
export function refuseContradictions(request: ChatCompletionRequestDto): void {
  const found = CONTRADICTIONS.find(({ applies }) => applies(request));
  if (found === undefined) return;
  throw OpenAiError.invalidRequest({ message: found.message, param: found.param, code: 'invalid_value' });
}

function forces(choice: ChatCompletionRequestDto['tool_choice'] | ChatCompletionRequestDto['function_call']): boolean {
  if (typeof choice !== 'object' || choice === null) return choice === 'required';
  return !('allowed_tools' in choice) || choice.allowed_tools.mode === 'required';
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
