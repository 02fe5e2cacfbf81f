import type { Attachment } from '../attachments/attachment.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { ChatPlan } from '../native-chat/chat-plan.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { refuseContradictions } from './contradictions.js';
import { toAnswerForm } from './to-answer-form.js';
import { toOllamaChat } from './to-ollama-chat.js';
import { toToolSelection } from './to-tool-selection.js';
import { refuseUnsupported } from './unsupported.js';

/**
 * @param attachments is given what has to be fetched or read before the native request is whole
 * @throws OpenAiError 400 naming the field that is wrong, or cannot be honoured
 */
export function toChatPlan(
  request: ChatCompletionRequestDto,
  profile: ModelProfile,
  settings: TranslationSettings,
  attachments: Attachment[],
): ChatPlan {
  refuseUnsupported(request, settings);
  refuseContradictions(request);
  const selection = toToolSelection(request);
  return {
    request: toOllamaChat(request, selection, profile, attachments),
    selection,
    form: toAnswerForm(request),
    choices: request.n ?? 1,
    retries: settings.answerRetries,
  };
}
