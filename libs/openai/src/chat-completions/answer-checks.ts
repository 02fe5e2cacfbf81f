import type { OllamaToolCall } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { type Check, compileClientSchema } from './client-schema.js';
import type { ResponseFormat } from './response-format.js';
import type { Tool } from './tool.js';

/** What an answer must be before it is passed on as one. */
export interface AnswerChecks {
  /** Checks the content of a finished answer; undefined where any text will do. */
  readonly content: ((text: string) => void) | undefined;
  /** Checks a call's arguments; undefined where no function is strict. */
  readonly toolCall: ((call: OllamaToolCall) => void) | undefined;
}

/**
 * The checks that a request asks for: JSON for `json_object`, the schema for a strict `json_schema` or function. Made
 * once for each request, before Ollama is asked.
 * @throws OpenAiError 400 for a schema that cannot be enforced
 */
export function toAnswerChecks({ response_format, tools }: ChatCompletionRequestDto): AnswerChecks {
  return { content: contentCheck(response_format), toolCall: toolCallCheck(tools ?? []) };
}

function contentCheck(format: ResponseFormat | null | undefined): AnswerChecks['content'] {
  if (format?.type === 'json_object') return (text) => void parseAnswer(text);
  if (format?.type !== 'json_schema' || format.json_schema.strict !== true) return undefined;
  const check = compileClientSchema(format.json_schema.schema, 'response_format.json_schema.schema');
  return (text) => {
    const fault = check(parseAnswer(text));
    if (fault !== undefined) throw invalidAnswer(`The model's answer does not match the JSON schema: ${fault}.`);
  };
}

function toolCallCheck(tools: readonly Tool[]): AnswerChecks['toolCall'] {
  const checks = new Map<string, Check>();
  for (const [index, tool] of tools.entries()) {
    if (tool.type !== 'function' || tool.function.strict !== true || !tool.function.parameters) continue;
    const check = compileClientSchema(tool.function.parameters, `tools[${index}].function.parameters`);
    checks.set(tool.function.name, check);
  }
  if (checks.size === 0) return undefined;
  return ({ function: { name, arguments: args } }) => {
    const fault = checks.get(name)?.(args);
    if (fault !== undefined) {
      throw badAnswer(
        'invalid_tool_arguments',
        `The model called '${name}' with arguments that do not match its schema: ${fault}.`,
      );
    }
  };
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidAnswer("The model's answer is not JSON.");
  }
}

function invalidAnswer(message: string): OpenAiError {
  return badAnswer('invalid_structured_output', message);
}

function badAnswer(code: string, message: string): OpenAiError {
  return new OpenAiError({ status: 502, type: 'server_error', code, message });
}
