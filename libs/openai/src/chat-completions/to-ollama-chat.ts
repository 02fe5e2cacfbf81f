import type { OllamaChatRequest } from '@app/ollama';
import type { Attachment } from '../attachments/attachment.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { refuseContradictions } from './contradictions.js';
import { toThink } from './think.js';
import { toOllamaFormat } from './to-ollama-format.js';
import { toOllamaMessages } from './to-ollama-messages.js';
import { toOllamaOptions } from './to-ollama-options.js';
import { toOllamaTools } from './to-ollama-tools.js';
import { refuseUnsupported } from './unsupported.js';

/**
 * A chat completion request as `POST /api/chat` takes it. What the request leaves unset is not sent, so that the model's
 * own settings hold.
 *
 * | chat completions | native |
 * | --- | --- |
 * | `max_completion_tokens`, `max_tokens` | `options.num_predict` |
 * | `temperature`, `top_p`, `seed`, `stop`, penalties | `options` |
 * | `response_format` | `format` |
 * | `reasoning_effort`, `reasoning.effort` | `think` |
 * | `tools` (unless `tool_choice` is `none`) | `tools` |
 *
 * @param attachments is given what has to be fetched or read before the request is whole
 * @throws OpenAiError 400 naming the field that is wrong, or cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function toOllamaChat(request: ChatCompletionRequestDto, attachments: Attachment[]): OllamaChatRequest {
  refuseUnsupported(request);
  refuseContradictions(request);
  const tools = toOllamaTools(request.tools, request.tool_choice);
  const options = toOllamaOptions(request);
  const format = toOllamaFormat(request.response_format);
  const think = toThink(request);
  return {
    model: request.model,
    messages: toOllamaMessages(request.messages, attachments),
    stream: request.stream ?? false,
    // Too long a prompt is an error, and a full context ends the answer: neither is cut in silence.
    truncate: false,
    shift: false,
    ...(tools && { tools }),
    ...(format && { format }),
    ...(options && { options }),
    ...(think !== undefined && { think }),
    ...(request.logprobs && { logprobs: true }),
    ...(typeof request.top_logprobs === 'number' && { top_logprobs: request.top_logprobs }),
  };
}
