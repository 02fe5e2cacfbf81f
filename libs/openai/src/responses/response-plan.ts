import type { Attachment } from '../attachments/attachment.js';
import type { ChatPlan } from '../native-chat/chat-plan.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { refuseContradictions } from './contradictions.js';
import { ENCRYPTED_REASONING, includes, pathOfInclude } from './include.js';
import { type ResponseContext, type ResponseStamp, toResponseContext } from './response-context.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import { toAnswerForm } from './to-answer-form.js';
import { toOllamaChat } from './to-ollama-chat.js';
import { toResponseTools } from './tools/to-tool-selection.js';
import { refuseUnsupported } from './unsupported.js';

/** What a request for a response comes to. */
export interface ResponsePlan {
  readonly chat: ChatPlan;
  readonly context: ResponseContext;
  /** What has to be fetched or read before the native request is whole. */
  readonly attachments: readonly Attachment[];
  /** Paths of what is not honoured: the client is told. */
  readonly ignored: readonly string[];
}

/** @throws OpenAiError 400 naming the field that is wrong, or cannot be honoured */
export function toResponsePlan(
  request: ResponseRequestDto,
  stamp: ResponseStamp,
  settings: TranslationSettings,
): ResponsePlan {
  refuseUnsupported(request);
  refuseContradictions(request);
  const { unavailableTools, reasoningCipher: cipher } = settings.responses;
  const tools = toResponseTools(request, unavailableTools);
  const answerForm = toAnswerForm(request);
  const attachments: Attachment[] = [];
  const skipped: string[] = [];
  const profile = settings.findProfile(request.model);
  const isUnreadable = cipher === undefined && includes(request, ENCRYPTED_REASONING);
  const conversation = { names: tools.names, cipher, attachments, skipped };
  return {
    chat: {
      request: toOllamaChat(request, profile, tools, conversation),
      selection: tools.selection,
      form: answerForm,
      choices: 1,
      retries: settings.answerRetries,
    },
    context: toResponseContext(request, { tools, answerForm }, stamp, settings),
    attachments,
    ignored: [...tools.dropped, ...skipped, ...(isUnreadable ? [pathOfInclude(request, ENCRYPTED_REASONING)] : [])],
  };
}
