import type { OllamaMessage, OllamaToolCall } from '@app/ollama';
import type { Attachment } from '../attachments/attachment.js';
import { OpenAiError } from '../errors/openai-error.js';
import { toArguments } from '../tool-calls/historic-arguments.js';
import type { AssistantMessage, ChatMessage, CustomToolCall, FunctionToolCall, UserMessage } from './chat-message.js';
import { fillContent, toText } from './content.js';

/**
 * One native message for each message of the request, in order.
 * @param attachments is given what has to be fetched or read before the messages are whole
 * @throws OpenAiError 400 with the path of what cannot be taken
 */
export function toOllamaMessages(messages: readonly ChatMessage[], attachments: Attachment[]): OllamaMessage[] {
  const functionNames: FunctionNames = {};
  return messages.map((message, index) => toOllamaMessage(message, index, functionNames, attachments));
}

/** Of the calls so far, by the ids that their results name; most conversations have none. */
interface FunctionNames {
  byId?: Map<string, string>;
}

function pathOf(index: number): string {
  return `messages[${index}]`;
}

function toOllamaMessage(
  message: ChatMessage,
  index: number,
  functionNames: FunctionNames,
  attachments: Attachment[],
): OllamaMessage {
  switch (message.role) {
    case 'system':
    case 'developer':
      // Only a few models know a developer.
      return { role: 'system', content: toText(message.content) };
    case 'user':
      return toOllamaUserMessage(message, index, attachments);
    case 'assistant':
      return toOllamaAssistantMessage(message, index, functionNames);
    case 'tool': {
      const name = functionNames.byId?.get(message.tool_call_id);
      return {
        role: 'tool',
        content: toText(message.content),
        // Many chat templates print the name beside the result.
        ...(name !== undefined && { tool_name: name }),
        tool_call_id: message.tool_call_id,
      };
    }
    case 'function':
      return { role: 'tool', content: message.content ?? '', tool_name: message.name };
    default:
      return message satisfies never;
  }
}

function toOllamaUserMessage({ content }: UserMessage, index: number, attachments: Attachment[]): OllamaMessage {
  if (typeof content === 'string') return { role: 'user', content };
  const native: OllamaMessage = { role: 'user', content: '' };
  fillContent(native, content, `${pathOf(index)}.content`, attachments);
  return native;
}

function toOllamaAssistantMessage(
  message: AssistantMessage,
  index: number,
  functionNames: FunctionNames,
): OllamaMessage {
  const thinking = message.reasoning ?? message.reasoning_content;
  const calls = toOllamaToolCalls(message, index);
  for (const { id, function: called } of calls) if (id !== undefined) noteName(functionNames, id, called.name);
  return {
    role: 'assistant',
    content: toText(message.content ?? message.refusal),
    ...(thinking && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function noteName(functionNames: FunctionNames, id: string, name: string): void {
  functionNames.byId ??= new Map();
  functionNames.byId.set(id, name);
}

function toOllamaToolCalls({ tool_calls, function_call }: AssistantMessage, index: number): OllamaToolCall[] {
  if (!tool_calls && !function_call) return [];
  const path = pathOf(index);
  const calls = (tool_calls ?? []).map((call, index) => toOllamaToolCall(call, index, `${path}.tool_calls[${index}]`));
  if (!function_call) return calls;
  const args = toArguments(function_call.arguments, `${path}.function_call.arguments`);
  return [...calls, { function: { index: calls.length, name: function_call.name, arguments: args } }];
}

function toOllamaToolCall(call: FunctionToolCall | CustomToolCall, index: number, path: string): OllamaToolCall {
  if (call.type === 'custom') {
    throw OpenAiError.unsupportedParameter(path, 'Custom tool calls are not supported: use functions.');
  }
  const { name, arguments: text } = call.function;
  return { id: call.id, function: { index, name, arguments: toArguments(text, `${path}.function.arguments`) } };
}
