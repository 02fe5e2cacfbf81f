import { OpenAiError } from '../errors/openai-error.js';
import type { CompletionRequestDto } from './completion-request.dto.js';
import type { CompletionSettings } from './completion-settings.js';

interface Refusal {
  /** The field that has to go. */
  param: string;
  code: 'invalid_value' | 'unsupported_parameter';
  applies: (request: CompletionRequestDto, settings: CompletionSettings) => boolean;
  message: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    param: 'stream_options',
    code: 'invalid_value',
    applies: ({ stream_options, stream }) => isSet(stream_options) && stream !== true,
    message: "'stream_options' is only allowed when 'stream' is true.",
  },
  {
    param: 'best_of',
    code: 'invalid_value',
    applies: ({ best_of, n }) => isSet(best_of) && best_of < (n ?? 1),
    message: "'best_of' must be at least 'n': no more can be returned than are generated.",
  },
  {
    param: 'best_of',
    code: 'invalid_value',
    applies: ({ best_of, n, stream }) => stream === true && (best_of ?? 1) > (n ?? 1),
    message: "'best_of' above 'n' cannot be streamed: the best is known at the end.",
  },
  {
    param: 'echo',
    code: 'unsupported_parameter',
    applies: ({ echo, logprobs }) => echo === true && isSet(logprobs),
    message: "'echo' is not supported together with 'logprobs': Ollama gives no log probabilities of the prompt.",
  },
  {
    param: 'raw',
    code: 'invalid_value',
    applies: ({ raw, suffix }) => raw === true && !!suffix,
    message: "'raw' cannot be true beside 'suffix', which the model's template puts in its place.",
  },
  {
    param: 'logit_bias',
    code: 'unsupported_parameter',
    applies: ({ logit_bias }, { logitBias }) => !logitBias && Object.keys(logit_bias ?? {}).length > 0,
    message: "'logit_bias' is not supported: Ollama has no such option; the embedded engine has.",
  },
];

/**
 * Refuses what cannot be honoured, and fields that are each right and together wrong.
 * @throws OpenAiError 400 naming the field that has to go
 */
export function refuseCompletion(request: CompletionRequestDto, settings: CompletionSettings): void {
  const refusal = REFUSALS.find(({ applies }) => applies(request, settings));
  if (refusal === undefined) return;
  const { message, param, code } = refusal;
  throw OpenAiError.invalidRequest({ message, param, code });
}

function isSet<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
