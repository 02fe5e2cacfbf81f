import type { JsonSchema } from '@app/ollama';

export interface FunctionTool {
  type: 'function';
  function: DeclaredFunction;
}

/** A function as the request declares it, in `tools` or in the older `functions`. */
export interface DeclaredFunction {
  name: string;
  description?: string | null;
  parameters?: JsonSchema | null;
  strict?: boolean | null;
}

export interface CustomTool {
  type: 'custom';
  custom: object;
}

export type Tool = FunctionTool | CustomTool;

export interface NamedToolChoice {
  type: 'function';
  function: { name: string };
}

export interface AllowedToolsChoice {
  type: 'allowed_tools';
  allowed_tools: { mode: 'auto' | 'required'; tools: Record<string, unknown>[] };
}

export interface CustomToolChoice {
  type: 'custom';
  custom: object;
}

export type ToolChoice = 'none' | 'auto' | 'required' | NamedToolChoice | AllowedToolsChoice | CustomToolChoice;
