import { OpenAiError } from '../../errors/openai-error.js';
import {
  type Choice,
  type FunctionDefinition,
  selectTools,
  type ToolSelection,
} from '../../tool-calls/tool-selection.js';
import type { UnavailableToolsMode } from '../../translation/response-settings.js';
import type { InputItem } from '../items/items.js';
import { type CallableTool, callableTools, type PlacedTool } from './callable-tools.js';
import { CUSTOM_TOOL_PARAMETERS } from './custom-input.js';
import { ToolNames } from './tool-names.js';
import type { Tool, ToolChoice } from './tool.js';
import { availableTools, isDropped, isUnavailable, unavailableTool } from './unavailable-tools.js';

/** The fields of a request that are about tools. */
export interface ToolFields {
  input: string | readonly InputItem[];
  tools?: readonly Tool[] | null;
  tool_choice?: ToolChoice | null;
  parallel_tool_calls?: boolean | null;
}

/** The tools of a request, understood. */
export interface ResponseTools {
  readonly selection: ToolSelection;
  readonly names: ToolNames;
  /** Those of the field `tools` that are not left out. */
  readonly declared: readonly Tool[];
  /** Where those stand that are left out. */
  readonly dropped: readonly string[];
}

/** @throws OpenAiError 400 for a tool that is not there, or declared twice, and for a choice of what is not declared */
export function toResponseTools(request: ToolFields, mode: UnavailableToolsMode): ResponseTools {
  const dropped: string[] = [];
  const declared = availableTools(request.tools ?? [], 'tools', mode, dropped);
  const callable = callableTools(declared, additionalTools(request.input, mode, dropped));
  const names = new ToolNames(callable);
  const choice = toChoice(request.tool_choice, callable, names, mode);
  return {
    selection: selectTools(
      callable.map((tool) => toDefinition(tool, names)),
      choice,
      request.parallel_tool_calls ?? true,
    ),
    names,
    declared: declared.map(({ tool }) => tool),
    dropped,
  };
}

function additionalTools(input: ToolFields['input'], mode: UnavailableToolsMode, dropped: string[]): PlacedTool[] {
  if (typeof input === 'string') return [];
  return input.flatMap((item, index) =>
    item.type === 'additional_tools' ? availableTools(item.tools, `input[${index}].tools`, mode, dropped) : [],
  );
}

function toDefinition({ identity, tool, path }: CallableTool, names: ToolNames): FunctionDefinition {
  const name = names.toNative(identity);
  const { description } = tool;
  return tool.type === 'custom'
    ? { name, description, parameters: CUSTOM_TOOL_PARAMETERS, param: path }
    : { name, description, parameters: tool.parameters, strict: tool.strict, param: path };
}

function toChoice(
  choice: ToolChoice | null | undefined,
  callable: readonly CallableTool[],
  names: ToolNames,
  mode: UnavailableToolsMode,
): Choice {
  const param = 'tool_choice';
  const nativeNames = (wanted: { type: string; name?: string }, path: string) =>
    find(callable, wanted, path).map(({ identity }) => names.toNative(identity));
  if (typeof choice !== 'object' || choice === null) return { mode: choice ?? 'auto', param };
  switch (choice.type) {
    case 'function':
    case 'custom':
      return { mode: 'required', names: nativeNames(choice, param), single: true, param };
    case 'allowed_tools':
      return {
        mode: choice.mode,
        names: choice.tools.flatMap((wanted, index) => {
          const path = `${param}.tools[${index}]`;
          if (!isUnavailable(wanted)) return nativeNames(wanted, path);
          if (isDropped(wanted, mode)) return [];
          throw unavailableTool(wanted, path);
        }),
        param,
      };
    default:
      throw unavailableTool(choice, param);
  }
}

/** The tool of that name, or the members of namespaces that have it, or of the namespace that has it. */
function find(
  callable: readonly CallableTool[],
  { type, name }: { type: string; name?: string },
  param: string,
): CallableTool[] {
  const named = callable.filter(({ identity }) =>
    type === 'namespace' ? identity.namespace === name : identity.type === type && identity.name === name,
  );
  const outermost = named.filter(({ identity }) => identity.namespace === undefined);
  if (named.length > 0) return outermost.length > 0 ? outermost : named;
  throw OpenAiError.invalidRequest({
    message: `'${param}' names the ${type} '${name ?? ''}', which is not among the tools.`,
    param,
    code: 'invalid_value',
  });
}
