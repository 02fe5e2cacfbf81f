import type { OllamaChatRequest, OllamaMessage } from '@app/ollama';
import type { Attachment } from '../attachments/attachment.js';
import { toContextUse } from '../extensions/context-use.js';
import type { ModelProfile } from '../models/model-profile.js';
import { toThink } from '../native-chat/think.js';
import { toNativeTools } from '../tool-calls/native-tools.js';
import type { ToolSelection } from '../tool-calls/tool-selection.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { toOllamaMessages } from './to-ollama-messages.js';
import { toOllamaOptions } from './to-ollama-options.js';

/**
 * A chat completion request as `POST /api/chat` takes it, but for the form of the answer (see `Attempts`). What neither
 * the request nor the model's configuration sets is not sent, so that the model's own settings hold.
 *
 * | chat completions | native |
 * | --- | --- |
 * | `max_completion_tokens`, `max_tokens` | `options.num_predict` |
 * | `temperature`, `top_p`, `seed`, `stop`, penalties, `logit_bias` | `options` |
 * | `reasoning_effort`, `reasoning.effort` | `think` |
 * | `tools`, `functions` | `tools` |
 * | `truncation` | `truncate`, `shift` |
 * | `options`, `keep_alive`, `think`, `truncate`, `shift` | the same |
 *
 * @param attachments is given what has to be fetched or read before the messages are whole
 * @throws OpenAiError 400 naming the field that is wrong, or cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function toOllamaChat(
  request: ChatCompletionRequestDto,
  selection: ToolSelection,
  profile: ModelProfile,
  attachments: Attachment[],
): OllamaChatRequest {
  const tools = toNativeTools(selection);
  const options = toOllamaOptions(request, profile);
  const think = toThink(request, profile);
  const keepAlive = request.keep_alive ?? profile.keepAlive;
  return {
    model: profile.nativeModel,
    messages: withSystemPrompt(toOllamaMessages(request.messages, attachments), profile.system),
    stream: request.stream ?? false,
    ...toContextUse(request, profile),
    ...(tools && { tools }),
    ...(options && { options }),
    ...(think !== undefined && { think }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    ...(request.logprobs && { logprobs: true }),
    ...(typeof request.top_logprobs === 'number' && { top_logprobs: request.top_logprobs }),
  };
}

/** The configured prompt is for a conversation that has none. */
function withSystemPrompt(messages: OllamaMessage[], prompt: string | undefined): OllamaMessage[] {
  if (prompt === undefined || messages.some(({ role }) => role === 'system')) return messages;
  return [{ role: 'system', content: prompt }, ...messages];
}
