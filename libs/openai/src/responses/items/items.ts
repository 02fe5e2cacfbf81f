import type { Tool } from '../tools/tool.js';
import type { BuiltInItem } from './built-in-items.js';
import type { MessagePart, OutputTextPart, ReasoningTextPart, ResultPart, SummaryTextPart } from './parts.js';

/**
 * The items of a conversation. What a client sends, what an answer holds and what its events tell are one model: an
 * output item is an input item with nothing left out, so it can be sent back as it is.
 */
export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface MessageItem {
  type: 'message';
  id?: string | null;
  role: 'user' | 'assistant' | 'system' | 'developer';
  content: string | readonly MessagePart[];
  status?: ItemStatus | null;
}

export interface ReasoningItem {
  type: 'reasoning';
  id?: string | null;
  summary?: readonly SummaryTextPart[] | null;
  content?: readonly ReasoningTextPart[] | null;
  encrypted_content?: string | null;
  status?: ItemStatus | null;
}

export interface FunctionCallItem {
  type: 'function_call';
  id?: string | null;
  call_id: string;
  name: string;
  namespace?: string | null;
  /** A JSON object as text. */
  arguments: string;
  status?: ItemStatus | null;
}

export interface CustomToolCallItem {
  type: 'custom_tool_call';
  id?: string | null;
  call_id: string;
  name: string;
  namespace?: string | null;
  input: string;
}

/** What a tool returned, of either kind of call. */
export interface ToolOutputItem {
  type: 'function_call_output' | 'custom_tool_call_output';
  id?: string | null;
  call_id: string;
  output: string | readonly ResultPart[];
  status?: ItemStatus | null;
}

/** Tools that are told in the conversation instead of in `tools`. */
export interface AdditionalToolsItem {
  type: 'additional_tools';
  id?: string | null;
  tools: readonly Tool[];
}

/** Items that stand for what only a server with memory, or OpenAI's own, can know. */
export interface UnknowableItem {
  type: 'item_reference' | 'compaction' | 'compaction_trigger';
  id?: string | null;
}

export type InputItem =
  | MessageItem
  | ReasoningItem
  | FunctionCallItem
  | CustomToolCallItem
  | ToolOutputItem
  | AdditionalToolsItem
  | UnknowableItem
  | BuiltInItem;

export interface OutputMessage extends MessageItem {
  id: string;
  role: 'assistant';
  content: OutputTextPart[];
  status: ItemStatus;
}

export interface OutputReasoning extends ReasoningItem {
  id: string;
  summary: SummaryTextPart[];
  content?: ReasoningTextPart[];
  status: ItemStatus;
}

export interface OutputFunctionCall extends FunctionCallItem {
  id: string;
  namespace?: string;
  status: ItemStatus;
}

export interface OutputCustomToolCall extends CustomToolCallItem {
  id: string;
  namespace?: string;
}

export type OutputItem = OutputMessage | OutputReasoning | OutputFunctionCall | OutputCustomToolCall;
