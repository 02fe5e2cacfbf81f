import type { OllamaChatRequest, OllamaMessage } from '@app/ollama';
import { toThink } from '../native-chat/think.js';
import { toContextUse } from '../extensions/context-use.js';
import type { ModelProfile } from '../models/model-profile.js';
import { toNativeTools } from '../tool-calls/native-tools.js';
import { type ConversationContext, toOllamaMessages } from './conversation/to-ollama-messages.js';
import { includes, LOGPROBS } from './include.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import { toOllamaOptions } from './to-ollama-options.js';
import type { ResponseTools } from './tools/to-tool-selection.js';

/**
 * A request for a response as `POST /api/chat` takes it, but for the form of the answer (see `Attempts`). What neither
 * the request nor the model's configuration sets is not sent, so that the model's own settings hold.
 *
 * | responses | native |
 * | --- | --- |
 * | `instructions`, `input` | `messages` |
 * | `max_output_tokens` | `options.num_predict` |
 * | `temperature`, `top_p` | `options` |
 * | `reasoning.effort` | `think` |
 * | `tools` | `tools` |
 * | `truncation` | `truncate`, `shift` |
 * | `options`, `keep_alive`, `think`, `truncate`, `shift` | the same |
 *
 * @throws OpenAiError 400 naming the field that is wrong, or cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/responses/create
 */
export function toOllamaChat(
  request: ResponseRequestDto,
  profile: ModelProfile,
  { selection }: ResponseTools,
  conversation: ConversationContext,
): OllamaChatRequest {
  const tools = toNativeTools(selection);
  const options = toOllamaOptions(request, profile);
  const think = toThink(request, profile);
  const keepAlive = request.keep_alive ?? profile.keepAlive;
  const logprobs = includes(request, LOGPROBS);
  return {
    model: profile.nativeModel,
    messages: withSystemPrompt(toOllamaMessages(request, conversation), profile.system),
    stream: request.stream ?? false,
    ...toContextUse(request, profile),
    ...(tools && { tools }),
    ...(options && { options }),
    ...(think !== undefined && { think }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    ...(logprobs && { logprobs: true }),
    ...(logprobs && request.top_logprobs && { top_logprobs: request.top_logprobs }),
  };
}

/** The configured prompt is for a conversation that has none. */
function withSystemPrompt(messages: OllamaMessage[], prompt: string | undefined): OllamaMessage[] {
  if (prompt === undefined || messages.some(({ role }) => role === 'system')) return messages;
  return [{ role: 'system', content: prompt }, ...messages];
}
