import type { OllamaTool } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import type { Tool, ToolChoice } from './tool.js';

const NO_PARAMETERS = { type: 'object', properties: {} };

/**
 * The functions that the model may call; undefined for none. Schemas are passed on whole.
 * @throws OpenAiError 400 for a custom tool
 */
export function toOllamaTools(
  tools: readonly Tool[] | null | undefined,
  choice: ToolChoice | null | undefined,
): OllamaTool[] | undefined {
  if (!tools || tools.length === 0) return undefined;
  const native = tools.map(toOllamaTool);
  // The model cannot call what it is not told of.
  return choice === 'none' ? undefined : native;
}

function toOllamaTool(tool: Tool, index: number): OllamaTool {
  if (tool.type === 'custom') {
    throw OpenAiError.unsupportedParameter(`tools[${index}]`, 'Custom tools are not supported: use functions.');
  }
  const { name, description, parameters } = tool.function;
  return {
    type: 'function',
    function: { name, ...(description && { description }), parameters: parameters ?? NO_PARAMETERS },
  };
}
