import { OpenAiError } from '../../errors/openai-error.js';
import type { UnavailableToolsMode } from '../../translation/response-settings.js';
import { UNAVAILABLE_TOOL_TYPES, type Tool, type UnavailableTool } from './tool.js';

export function isUnavailable(tool: { type: string }): tool is UnavailableTool {
  return (UNAVAILABLE_TOOL_TYPES as readonly string[]).includes(tool.type);
}

/** Whether the tool is left out; otherwise it is to be refused. */
export function isDropped({ type }: UnavailableTool, mode: UnavailableToolsMode): boolean {
  return mode === 'drop' || (mode === 'drop_web_search' && type.startsWith('web_search'));
}

/** @param param where the tool stands in the request */
export function unavailableTool({ type }: { type: string }, param: string): OpenAiError {
  return OpenAiError.unsupportedParameter(
    param,
    `The tool '${type}' is not supported: there is no such tool here. Supported are functions, custom tools and namespaces of them.`,
  );
}

/**
 * The tools that are there.
 * @param path where the tools stand in the request
 * @param dropped is given the paths of those that are left out
 * @throws OpenAiError 400 for a tool that is not there and not left out
 */
export function availableTools(
  tools: readonly Tool[],
  path: string,
  mode: UnavailableToolsMode,
  dropped: string[],
): { tool: Exclude<Tool, UnavailableTool>; path: string }[] {
  return tools.flatMap((tool, index) => {
    const place = `${path}[${index}]`;
    if (!isUnavailable(tool)) return [{ tool, path: place }];
    if (!isDropped(tool, mode)) throw unavailableTool(tool, place);
    dropped.push(place);
    return [];
  });
}
