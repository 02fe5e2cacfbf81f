import type { JsonSchema } from '@app/ollama';

/** A function that the client runs. */
export interface FunctionTool {
  type: 'function';
  name: string;
  description?: string | null;
  parameters?: JsonSchema | null;
  strict?: boolean | null;
}

/** A tool that the client runs and that takes a free text. */
export interface CustomTool {
  type: 'custom';
  name: string;
  description?: string | null;
  format?: { type: 'text' } | { type: 'grammar' } | null;
}

/** Tools under one name: a member's calls name the namespace too. */
export interface NamespaceTool {
  type: 'namespace';
  name: string;
  description?: string | null;
  tools: readonly (FunctionTool | CustomTool)[];
}

/** Tools that OpenAI's servers run, or that need a model trained for them. */
export const UNAVAILABLE_TOOL_TYPES = [
  'web_search',
  'web_search_2025_08_26',
  'web_search_preview',
  'web_search_preview_2025_03_11',
  'file_search',
  'code_interpreter',
  'mcp',
  'image_generation',
  'computer',
  'computer_use',
  'computer_use_preview',
  'local_shell',
  'shell',
  'apply_patch',
  'tool_search',
  'programmatic_tool_calling',
] as const;

export interface UnavailableTool {
  type: (typeof UNAVAILABLE_TOOL_TYPES)[number];
}

export type Tool = FunctionTool | CustomTool | NamespaceTool | UnavailableTool;

export type NamedToolChoice = { type: 'function' | 'custom'; name: string };

export type ToolChoice =
  | 'none'
  | 'auto'
  | 'required'
  | NamedToolChoice
  | { type: 'allowed_tools'; mode: 'auto' | 'required'; tools: readonly { type: string; name?: string }[] }
  | UnavailableTool;
