/** Calls of OpenAI's own tools in a history that another service has made, as far as they have a text for the model. */
export interface FileSearchCallItem {
  type: 'file_search_call';
  queries?: readonly string[] | null;
  results?: readonly { filename?: string | null; text?: string | null }[] | null;
}

export interface WebSearchCallItem {
  type: 'web_search_call';
  action?: Record<string, unknown> | null;
}

export interface CodeInterpreterCallItem {
  type: 'code_interpreter_call';
  code?: string | null;
  outputs?: readonly { type: string; logs?: string | null }[] | null;
}

export interface McpCallItem {
  type: 'mcp_call';
  name: string;
  arguments: string;
  output?: string | null;
}

export interface McpApprovalRequestItem {
  type: 'mcp_approval_request';
  id: string;
  name: string;
  arguments: string;
}

export interface McpApprovalResponseItem {
  type: 'mcp_approval_response';
  approval_request_id: string;
  approve: boolean;
  reason?: string | null;
}

export interface ShellCallItem {
  type: 'local_shell_call' | 'shell_call';
  call_id: string;
  action: Record<string, unknown>;
}

export interface LocalShellCallOutputItem {
  type: 'local_shell_call_output';
  /** The call's id; the document names it `call_id` too. */
  id?: string | null;
  call_id?: string | null;
  output: string;
}

export interface ShellCallOutputItem {
  type: 'shell_call_output';
  call_id: string;
  output: readonly { stdout?: string | null; stderr?: string | null }[];
}

export interface ApplyPatchCallItem {
  type: 'apply_patch_call';
  call_id: string;
  operation: Record<string, unknown>;
}

export interface ApplyPatchCallOutputItem {
  type: 'apply_patch_call_output';
  call_id: string;
  output?: string | null;
  status?: string | null;
}

export interface ProgramItem {
  type: 'program';
  call_id: string;
  code: string;
}

export interface ProgramOutputItem {
  type: 'program_output';
  call_id: string;
  result: string;
}

/** Items without a text for the model. */
export const SKIPPED_ITEM_TYPES = [
  'image_generation_call',
  'computer_call',
  'computer_call_output',
  'mcp_list_tools',
  'tool_search_call',
  'tool_search_output',
] as const;

export interface SkippedItem {
  type: (typeof SKIPPED_ITEM_TYPES)[number];
}

export type BuiltInCallItem =
  | FileSearchCallItem
  | WebSearchCallItem
  | CodeInterpreterCallItem
  | McpCallItem
  | McpApprovalRequestItem
  | ShellCallItem
  | ApplyPatchCallItem
  | ProgramItem;

export type BuiltInOutputItem =
  | McpApprovalResponseItem
  | LocalShellCallOutputItem
  | ShellCallOutputItem
  | ApplyPatchCallOutputItem
  | ProgramOutputItem;

export type BuiltInItem = BuiltInCallItem | BuiltInOutputItem | SkippedItem;
