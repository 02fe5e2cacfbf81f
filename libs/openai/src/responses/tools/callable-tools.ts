import { OpenAiError } from '../../errors/openai-error.js';
import type { CustomTool, FunctionTool, NamespaceTool } from './tool.js';

/** What a client calls a tool. */
export interface ToolIdentity {
  type: FunctionTool['type'] | CustomTool['type'];
  name: string;
  namespace?: string;
}

/** A tool that the client runs. */
export interface CallableTool {
  readonly identity: ToolIdentity;
  readonly tool: FunctionTool | CustomTool;
  /** Where it stands in the request. */
  readonly path: string;
}

export interface PlacedTool {
  tool: FunctionTool | CustomTool | NamespaceTool;
  path: string;
}

/**
 * The tools that the client runs, the members of namespaces among them.
 * @param declared those of the request
 * @param additional those of the conversation, which may declare a tool anew
 * @throws OpenAiError 400 for two tools of one name, and for a custom tool with a grammar
 */
export function callableTools(declared: readonly PlacedTool[], additional: readonly PlacedTool[]): CallableTool[] {
  const tools = new Map<string, CallableTool>();
  for (const tool of declared.flatMap(expand)) {
    const key = identityKey(tool.identity);
    if (tools.has(key)) throw declaredTwice(tool);
    tools.set(key, tool);
  }
  for (const tool of additional.flatMap(expand)) tools.set(identityKey(tool.identity), tool);
  return [...tools.values()];
}

/** Equal for the tools of one name, whatever their kind. */
export function identityKey({ namespace, name }: { namespace?: string | null; name: string }): string {
  return JSON.stringify([namespace ?? null, name]);
}

function expand({ tool, path }: PlacedTool): CallableTool[] {
  if (tool.type !== 'namespace') return [toCallable(tool, path)];
  return tool.tools.map((member, index) => {
    // The model is told of the members alone.
    const description = [tool.description, member.description].filter((text) => text).join('\n');
    return toCallable({ ...member, description }, `${path}.tools[${index}]`, tool.name);
  });
}

function toCallable(tool: FunctionTool | CustomTool, path: string, namespace?: string): CallableTool {
  if (tool.type === 'custom' && tool.format?.type === 'grammar') {
    throw OpenAiError.unsupportedParameter(
      `${path}.format`,
      `The custom tool '${tool.name}' cannot have a grammar: only free text is supported.`,
    );
  }
  const { type, name } = tool;
  return { identity: { type, name, ...(namespace !== undefined && { namespace }) }, tool, path };
}

function declaredTwice({ identity, path }: CallableTool): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `The tool '${identity.name}' is declared twice.`,
    param: `${path}.name`,
    code: 'invalid_value',
  });
}
