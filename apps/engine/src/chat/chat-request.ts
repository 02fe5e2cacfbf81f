import type { OllamaMessage, OllamaTool } from '@app/ollama';
import type { AnswerRequest } from '../answers/answer-request.js';
import { NativeError } from '../errors/native-error.js';
import { checkImages } from '../http/base64.js';
import { ANY, BOOL, type GoFields, INT, list, MAP, readRequest, STRING, struct } from '../http/go-type.js';

export interface ChatRequest extends AnswerRequest {
  messages: OllamaMessage[];
  tools?: OllamaTool[];
  stream?: boolean;
}

export const ANSWER_FIELDS: GoFields = {
  model: STRING,
  stream: BOOL,
  format: ANY,
  keep_alive: ANY,
  options: MAP,
  think: ANY,
  truncate: BOOL,
  shift: BOOL,
  logprobs: BOOL,
  top_logprobs: INT,
};

const TOOL_CALL = struct('api.ToolCall', {
  id: STRING,
  function: struct('api.ToolCallFunction', { index: INT, name: STRING, arguments: MAP }),
});

const MESSAGE = struct('api.Message', {
  role: STRING,
  content: STRING,
  thinking: STRING,
  images: list(STRING, '[]api.ImageData'),
  tool_calls: list(TOOL_CALL),
  tool_name: STRING,
  tool_call_id: STRING,
});

const TOOL = struct('api.Tool', {
  type: STRING,
  function: struct('api.ToolFunction', { name: STRING, description: STRING, parameters: ANY }),
});

const FIELDS: GoFields = { ...ANSWER_FIELDS, messages: list(MESSAGE), tools: list(TOOL, 'api.Tools') };
const ROLES: readonly unknown[] = ['system', 'user', 'assistant', 'tool'];

/** @throws {NativeError} 400 for a body that is no chat request */
export function readChatRequest(body: unknown): ChatRequest {
  const request = readRequest<ChatRequest>(body, 'ChatRequest', FIELDS);
  const { model, messages = [], tools } = request;
  if (!model) throw NativeError.modelRequired();
  for (const { role, images } of messages) {
    if (!ROLES.includes(role)) {
      throw NativeError.badRequest(
        `invalid role: ${JSON.stringify(role ?? '')}; expected system, user, assistant or tool`,
      );
    }
    checkImages(images);
  }
  if (tools?.some((tool) => !(tool.function as OllamaTool['function'] | undefined)?.name)) {
    throw NativeError.badRequest('invalid tools: every tool needs a function with a name');
  }
  return { ...request, model, messages: messages.map(withContent) };
}

/** Go has the empty text where there is none. */
function withContent(message: OllamaMessage): OllamaMessage {
  return Object.assign({ content: '' }, message);
}
