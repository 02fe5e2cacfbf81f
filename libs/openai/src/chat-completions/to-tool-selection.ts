import { OpenAiError } from '../errors/openai-error.js';
import { type Choice, type FunctionDefinition, selectTools, type ToolSelection } from '../tool-calls/tool-selection.js';
import type { DeclaredFunction, Tool, ToolChoice } from './tool.js';

/** The fields of a request that are about calls. */
export interface ToolFields {
  tools?: readonly Tool[] | null;
  tool_choice?: ToolChoice | null;
  parallel_tool_calls?: boolean | null;
  functions?: readonly DeclaredFunction[] | null;
  function_call?: 'none' | 'auto' | { name: string } | null;
}

/**
 * What the request says of calls, in the older words (`functions`, `function_call`) or the newer.
 * @throws OpenAiError 400 for custom tools, for both kinds of words together, and for a choice of what is not declared
 */
export function toToolSelection(request: ToolFields): ToolSelection {
  const { tools, functions, parallel_tool_calls } = request;
  if (usesFunctionCall(request)) {
    refuseBoth(request);
    return selectTools((functions ?? []).map(toDeclared), toFunctionChoice(request.function_call), false);
  }
  if (tools && tools.length > 0 && request.function_call) {
    throw invalid('function_call', "'function_call' is about 'functions': use 'tool_choice' for 'tools'.");
  }
  const definitions = (tools ?? []).map(toDefinition);
  return selectTools(definitions, toChoice(request.tool_choice), parallel_tool_calls ?? true);
}

/** Whether the answer has a `function_call` in place of `tool_calls`. */
export function usesFunctionCall({ functions, function_call }: ToolFields): boolean {
  return (functions?.length ?? 0) > 0 || (typeof function_call === 'object' && function_call !== null);
}

function refuseBoth({ tools, tool_choice }: ToolFields): void {
  if (tools && tools.length > 0) throw invalid('functions', "'functions' and 'tools' exclude each other: use 'tools'.");
  if (tool_choice) throw invalid('tool_choice', "'tool_choice' is about 'tools': use them in place of 'functions'.");
}

function toDeclared({ name, description, parameters }: DeclaredFunction, index: number): FunctionDefinition {
  return { name, description, parameters, param: `functions[${index}]` };
}

function toDefinition(tool: Tool, index: number): FunctionDefinition {
  if (tool.type === 'custom') {
    throw OpenAiError.unsupportedParameter(`tools[${index}]`, 'Custom tools are not supported: use functions.');
  }
  const { name, description, parameters, strict } = tool.function;
  return { name, description, parameters, strict, param: `tools[${index}].function` };
}

function toFunctionChoice(choice: ToolFields['function_call']): Choice {
  const param = 'function_call';
  if (typeof choice === 'object' && choice !== null) {
    return { mode: 'required', names: [choice.name], single: true, param };
  }
  return { mode: choice ?? 'auto', param };
}

function toChoice(choice: ToolChoice | null | undefined): Choice {
  const param = 'tool_choice';
  if (typeof choice !== 'object' || choice === null) return { mode: choice ?? 'auto', param };
  switch (choice.type) {
    case 'function':
      return { mode: 'required', names: [choice.function.name], single: true, param };
    case 'allowed_tools': {
      const { mode, tools } = choice.allowed_tools;
      return { mode, names: tools.map(toAllowedName), param };
    }
    case 'custom':
      throw OpenAiError.unsupportedParameter(param, 'Custom tools are not supported: use functions.');
    default:
      return choice satisfies never;
  }
}

function toAllowedName(tool: Record<string, unknown>, index: number): string {
  const { type, function: named } = tool as { type?: unknown; function?: { name?: unknown } | null };
  if (type === 'function' && typeof named?.name === 'string') return named.name;
  throw invalid(
    `tool_choice.allowed_tools.tools[${index}]`,
    'Allowed tools are functions: {"type": "function", "function": {"name": …}}.',
  );
}

function invalid(param: string, message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message, param, code: 'invalid_value' });
}
