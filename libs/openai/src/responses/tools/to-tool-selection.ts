import {
  type Choice,
  type FunctionDefinition,
  selectTools,
  type ToolSelection,
} from '../../tool-calls/tool-selection.js';
import type { UnavailableToolsMode } from '../../translation/response-settings.js';
import type { InputItem } from '../items/items.js';
import { type CallableTool, callableTools, type PlacedTool } from './callable-tools.js';
import { ChosenTools, wantedKey, type WantedTool } from './chosen-tools.js';
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
  if (typeof choice !== 'object' || choice === null) return { mode: choice ?? 'auto', param };
  const chosen = new ChosenTools(callable);
  const nativeNames = (wanted: WantedTool, path: string) =>
    chosen.find(wanted, path).map(({ identity }) => names.toNative(identity));
  switch (choice.type) {
    case 'function':
    case 'custom':
      return { mode: 'required', names: nativeNames(choice, param), single: true, param };
    case 'allowed_tools': {
      const told = new Set<string>();
      return {
        mode: choice.mode,
        names: choice.tools.flatMap((wanted, index) => {
          const path = `${param}.tools[${index}]`;
          // A namespace that is named again and again would be all its members each time.
          const key = wantedKey(wanted);
          if (told.has(key)) return [];
          told.add(key);
          if (!isUnavailable(wanted)) return nativeNames(wanted, path);
          if (isDropped(wanted, mode)) return [];
          throw unavailableTool(wanted, path);
        }),
        param,
      };
    }
    default:
      throw unavailableTool(choice, param);
  }
}
