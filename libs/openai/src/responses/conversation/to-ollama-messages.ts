import type { OllamaMessage } from '@app/ollama';
import type { Attachment } from '../../attachments/attachment.js';
import { OpenAiError } from '../../errors/openai-error.js';
import type { ReasoningCipher } from '../../translation/response-settings.js';
import type { InputItem, MessageItem, UnknowableItem } from '../items/items.js';
import { toArguments } from '../../tool-calls/historic-arguments.js';
import { toCustomArguments } from '../tools/custom-input.js';
import type { ToolNames } from '../tools/tool-names.js';
import { toHistoricCall, toHistoricResult } from './built-in-calls.js';
import { Conversation } from './conversation.js';
import { thoughtOf } from './reasoning.js';

export interface ConversationContext {
  readonly names: ToolNames;
  /** Undefined where no key is configured. */
  readonly cipher: ReasoningCipher | undefined;
  /** Is given what has to be fetched or read before the messages are whole. */
  readonly attachments: Attachment[];
  /** Is given the paths of items that have no text for the model. */
  readonly skipped: string[];
}

interface Input {
  input: string | readonly InputItem[];
  instructions?: string | null;
}

/**
 * The input of a response as native messages: reasoning, texts and calls of one answer are one message, the output of a
 * call stands right behind it.
 * @throws OpenAiError 400 with the path of what cannot be taken
 */
export function toOllamaMessages({ input, instructions }: Input, context: ConversationContext): OllamaMessage[] {
  const conversation = new Conversation(context.attachments);
  if (instructions) conversation.tell('system', instructions, 'instructions');
  if (typeof input === 'string') conversation.tell('user', input, 'input');
  else for (const [index, item] of input.entries()) add(conversation, item, `input[${index}]`, context);
  const messages = conversation.toMessages();
  if (messages.length > 0) return messages;
  throw OpenAiError.invalidRequest({
    message: "'input' has no item that says anything to the model.",
    param: 'input',
    code: 'invalid_value',
  });
}

function add(conversation: Conversation, item: InputItem, path: string, context: ConversationContext): void {
  const { names, cipher, skipped } = context;
  switch (item.type) {
    case 'message':
      return addMessage(conversation, item, path);
    case 'reasoning': {
      const thought = thoughtOf(item, cipher, path);
      return thought === '' ? undefined : conversation.think(thought);
    }
    case 'function_call': {
      const args = toArguments(item.arguments, `${path}.arguments`);
      return conversation.call(names.toNative(item), args, { id: item.call_id });
    }
    case 'custom_tool_call':
      return conversation.call(names.toNative(item), toCustomArguments(item.input), { id: item.call_id });
    case 'function_call_output':
    case 'custom_tool_call_output':
      return conversation.result(item.call_id, item.output, { id: `${path}.call_id`, content: `${path}.output` });
    case 'additional_tools':
      return;
    case 'item_reference':
    case 'compaction':
    case 'compaction_trigger':
      throw unknowable(item, path);
    case 'mcp_approval_response':
    case 'local_shell_call_output':
    case 'shell_call_output':
    case 'apply_patch_call_output':
    case 'program_output': {
      const { id, field, text } = toHistoricResult(item);
      return conversation.result(id, text, { id: `${path}.${field}`, content: path });
    }
    case 'image_generation_call':
    case 'computer_call':
    case 'computer_call_output':
    case 'mcp_list_tools':
    case 'tool_search_call':
    case 'tool_search_output':
      skipped.push(path);
      return;
    default: {
      const { name, arguments: args, ...call } = toHistoricCall(item, path);
      return conversation.call(name, args, call);
    }
  }
}

function addMessage(conversation: Conversation, { role, content }: MessageItem, path: string): void {
  if (role === 'assistant') return conversation.say(content, `${path}.content`);
  // Only a few models know a developer.
  conversation.tell(role === 'user' ? 'user' : 'system', content, `${path}.content`);
}

function unknowable({ type }: UnknowableItem, path: string): OpenAiError {
  const reason =
    type === 'item_reference'
      ? 'nothing is stored, so an item cannot be referred to: send the item itself, as clients do with `store: false`'
      : 'a compacted conversation can be read by the service alone that has made it: send the items themselves';
  return OpenAiError.unsupportedParameter(path, `Items of the type '${type}' are not supported: ${reason}.`);
}
