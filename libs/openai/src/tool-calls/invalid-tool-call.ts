import { OpenAiError } from '../errors/openai-error.js';

export const INVALID_TOOL_ARGUMENTS = 'invalid_tool_arguments';
export const INVALID_TOOL_CALL = 'invalid_tool_call';

/** 502: what the model called, or wrote in place of a call, is not what was asked for. */
export class InvalidToolCall extends OpenAiError {
  /** @param called the function that was called, where it was one of the callable ones */
  constructor(
    code: typeof INVALID_TOOL_ARGUMENTS | typeof INVALID_TOOL_CALL,
    message: string,
    readonly called?: string,
  ) {
    super({ status: 502, type: 'server_error', code, message });
  }
}
