import type { OllamaTool } from '@app/ollama';
import type { FunctionDefinition, ToolSelection } from './tool-selection.js';

const NO_PARAMETERS = { type: 'object', properties: {} };

/**
 * The functions that the model is told of; undefined for none. Schemas are passed on whole. Where it may choose freely
 * among some of them, it is told of these only: it cannot call what it does not know of.
 */
export function toNativeTools({ functions, callable, mode }: ToolSelection): OllamaTool[] | undefined {
  const told = mode === 'required' ? functions : callable;
  return mode === 'none' || told.length === 0 ? undefined : told.map(toNativeTool);
}

function toNativeTool({ name, description, parameters }: FunctionDefinition): OllamaTool {
  return {
    type: 'function',
    function: { name, ...(description && { description }), parameters: parameters ?? NO_PARAMETERS },
  };
}
