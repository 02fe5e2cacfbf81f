import type * as api from 'openai/resources/responses/responses';
import type { ReasoningEffort as ApiReasoningEffort } from 'openai/resources/shared';
import type { Truncation } from '../extensions/extension-schemas.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { ResponseBody } from './response.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import type { TextField } from './text-field.js';
import type { CustomTool, FunctionTool, Tool } from './tools/tool.js';

/** The fields of a response that change while it comes. */
type Course = 'status' | 'completed_at' | 'error' | 'incomplete_details' | 'output' | 'usage';

/** The fields that say what was asked for, the same from the first event to the last. */
export type ResponseEcho = Omit<ResponseBody, Course | 'id' | 'object' | 'created_at'>;

/**
 * Tells the client what it has asked for, as the API does. What it left to the model is null: nobody here knows the
 * model's own temperature.
 * @param tools those that the model is told of
 */
export function toEcho(request: ResponseRequestDto, profile: ModelProfile, tools: readonly Tool[]): ResponseEcho {
  const { reasoning, user, prompt_cache_retention } = request;
  return {
    background: false,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    metadata: request.metadata ?? {},
    model: request.model,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    ...(prompt_cache_retention && { prompt_cache_retention: toRetention(prompt_cache_retention) }),
    reasoning: {
      // `ultra` is Ollama's own.
      effort: (reasoning?.effort ?? null) as ApiReasoningEffort,
      summary: reasoning?.summary ?? reasoning?.generate_summary ?? null,
      // What holds, not what was asked for: the model gets all reasoning items, on every turn.
      ...(reasoning?.context && { context: 'all_turns' }),
    },
    safety_identifier: request.safety_identifier ?? null,
    service_tier: 'default',
    store: false,
    temperature: request.temperature ?? null,
    text: toText(request.text),
    tool_choice: (request.tool_choice ?? 'auto') as ResponseEcho['tool_choice'],
    tools: tools.map(toTool),
    top_logprobs: request.top_logprobs ?? 0,
    top_p: request.top_p ?? null,
    truncation: toTruncation(request, profile),
    ...(user && { user }),
  };
}

/** `truncate` is Ollama's own word for it. */
function toTruncation({ truncation, truncate }: ResponseRequestDto, profile: ModelProfile): Truncation {
  if (typeof truncate === 'boolean') return truncate ? 'auto' : 'disabled';
  return truncation ?? profile.truncation ?? 'disabled';
}

function toRetention(retention: string): 'in_memory' | '24h' {
  return retention === '24h' ? retention : 'in_memory';
}

function toText(text: TextField | null | undefined): api.ResponseTextConfig {
  const format = text?.format ?? { type: 'text' };
  const verbosity = text?.verbosity;
  return { format: withoutNulls(format), ...(verbosity && { verbosity }) } as api.ResponseTextConfig;
}

function toTool(tool: Tool): api.Tool {
  switch (tool.type) {
    case 'function':
      return toFunction(tool);
    case 'custom':
      return toCustom(tool);
    case 'namespace':
      return {
        ...tool,
        description: tool.description ?? '',
        tools: tool.tools.map((member) => (member.type === 'custom' ? toCustom(member) : toFunction(member))),
      };
    default:
      return tool as api.Tool;
  }
}

function toFunction(tool: FunctionTool): api.FunctionTool {
  const { description = null, parameters = null, strict } = tool;
  return { ...tool, description, parameters, strict: strict ?? false };
}

function toCustom(tool: CustomTool): api.CustomTool {
  return { format: { type: 'text' }, ...withoutNulls(tool) } as api.CustomTool;
}

/** Of fields that the API leaves out where they are not set. */
function withoutNulls<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Fields;
}
