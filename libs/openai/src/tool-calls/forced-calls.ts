import type { CallChecks } from './call-checks.js';
import { INVALID_TOOL_ARGUMENTS, INVALID_TOOL_CALL, InvalidToolCall } from './invalid-tool-call.js';

/**
 * @param text the arguments as the model wrote them
 * @throws InvalidToolCall for arguments that do not match the function's schema
 */
export function checkForcedCall(name: string, text: string, checks: CallChecks): void {
  checks.check(name, parseArguments(name, text));
}

/** What the model wrote is not the call that it was constrained to: the server does not know the constraint. */
export function noForcedCall(): InvalidToolCall {
  return new InvalidToolCall(INVALID_TOOL_CALL, 'The model had to call a function, and did not.');
}

function parseArguments(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidToolCall(
      INVALID_TOOL_ARGUMENTS,
      `The model called '${name}' with arguments that are not JSON.`,
      name,
    );
  }
}
