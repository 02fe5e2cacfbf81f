import { OpenAiError } from '../errors/openai-error.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

interface Refusal {
  param: string;
  applies: (request: ChatCompletionRequestDto) => boolean;
  message: string;
}

const REFUSALS: readonly Refusal[] = [
  { param: 'n', applies: ({ n }) => (n ?? 1) > 1, message: "'n' above 1 is not supported: one choice is generated." },
  {
    param: 'tool_choice',
    applies: ({ tool_choice }) => !['auto', 'none', undefined, null].includes(tool_choice as string | null),
    message: "Only 'auto' and 'none' are supported for 'tool_choice'.",
  },
  {
    param: 'parallel_tool_calls',
    applies: ({ parallel_tool_calls, tools }) => parallel_tool_calls === false && hasElements(tools),
    message: "'parallel_tool_calls' cannot be false: the model decides how many tools it calls.",
  },
  {
    param: 'logit_bias',
    applies: ({ logit_bias }) => Object.keys(logit_bias ?? {}).length > 0,
    message: "'logit_bias' is not supported.",
  },
  {
    param: 'modalities',
    applies: ({ modalities }) => modalities?.some((modality) => modality !== 'text') ?? false,
    message: "Only ['text'] is supported for 'modalities'.",
  },
  { param: 'audio', applies: ({ audio }) => isSet(audio), message: "'audio' is not supported: answers are text." },
  {
    param: 'web_search_options',
    applies: ({ web_search_options }) => isSet(web_search_options),
    message: "'web_search_options' is not supported: there is no web search.",
  },
  {
    param: 'moderation',
    applies: ({ moderation }) => isSet(moderation),
    message: "'moderation' is not supported: nothing is moderated.",
  },
  {
    param: 'store',
    applies: ({ store }) => store === true,
    message: "'store' cannot be true: answers are not stored.",
  },
  {
    param: 'functions',
    applies: ({ functions }) => hasElements(functions),
    message: "'functions' is not supported: use 'tools'.",
  },
  {
    param: 'function_call',
    applies: ({ function_call }) => typeof function_call === 'object' && function_call !== null,
    message: "'function_call' is not supported: use 'tool_choice'.",
  },
];

/**
 * Refuses what the API knows and this service cannot honour; it is never dropped in silence.
 * @throws OpenAiError 400 `unsupported_parameter` naming the field
 */
export function refuseUnsupported(request: ChatCompletionRequestDto): void {
  const refusal = REFUSALS.find(({ applies }) => applies(request));
  if (refusal !== undefined) throw OpenAiError.unsupportedParameter(refusal.param, refusal.message);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function hasElements(array: readonly unknown[] | null | undefined): boolean {
  return (array?.length ?? 0) > 0;
}
