import { OpenAiError } from '../errors/openai-error.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

interface Refusal {
  param: string;
  applies: (request: ChatCompletionRequestDto, settings: TranslationSettings) => boolean;
  message: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    param: 'logit_bias',
    applies: ({ logit_bias }, { logitBias }) => !logitBias && Object.keys(logit_bias ?? {}).length > 0,
    message: "'logit_bias' is not supported: Ollama has no such option; the embedded engine has.",
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
];

/**
 * Refuses what the API knows and this service cannot honour; it is never dropped in silence.
 * @throws OpenAiError 400 naming the field
 */
export function refuseUnsupported(request: ChatCompletionRequestDto, settings: TranslationSettings): void {
  const refusal = REFUSALS.find(({ applies }) => applies(request, settings));
  if (refusal !== undefined) throw OpenAiError.unsupportedParameter(refusal.param, refusal.message);
  if ((request.n ?? 1) <= settings.maxChoices) return;
  throw OpenAiError.invalidRequest({
    message: `'n' is too large: ${request.n}. At most ${settings.maxChoices} choices are generated here.`,
    param: 'n',
    code: 'invalid_value',
  });
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
