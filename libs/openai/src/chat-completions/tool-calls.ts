import type { OllamaToolCall } from '@app/ollama';
import type { ChatCompletionMessageFunctionToolCall } from 'openai/resources/chat/completions';

/** @param newId makes an id where Ollama sent none */
export function toToolCall(
  { id, function: { name, arguments: args } }: OllamaToolCall,
  newId: () => string,
): ChatCompletionMessageFunctionToolCall {
  return { id: id || newId(), type: 'function', function: { name, arguments: JSON.stringify(args) } };
}
