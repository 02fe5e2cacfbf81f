import { type Check, compileSchema, compileStrictSchema } from '../structured-output/client-schema.js';
import { INVALID_TOOL_ARGUMENTS, INVALID_TOOL_CALL, InvalidToolCall } from './invalid-tool-call.js';
import type { FunctionDefinition, ToolSelection } from './tool-selection.js';

/** What a call must be before it is passed on as one. */
export class CallChecks {
  /** Some calls would not be passed on. */
  readonly any: boolean;
  private readonly callable: ReadonlySet<string> | undefined;
  private readonly arguments = new Map<string, Check>();

  /**
   * Of a free choice, only the arguments of strict functions are checked; of a forced one, or among some of the functions,
   * also that it is one of them.
   * @throws OpenAiError 400 for a schema that cannot be enforced
   */
  constructor({ functions, callable, mode }: ToolSelection) {
    for (const definition of mode === 'none' ? [] : callable) {
      const check = toCheck(definition, mode === 'required');
      if (check !== undefined) this.arguments.set(definition.name, check);
    }
    const isRestricted = mode === 'required' || (mode === 'auto' && callable.length < functions.length);
    this.callable = isRestricted ? new Set(callable.map(({ name }) => name)) : undefined;
    this.any = isRestricted || this.arguments.size > 0;
  }

  /**
   * @param args the arguments as a JSON value
   * @throws InvalidToolCall for a call that cannot be passed on
   */
  check(name: string, args: unknown): void {
    if (this.callable?.has(name) === false) {
      throw new InvalidToolCall(INVALID_TOOL_CALL, `The model called '${name}', which it may not call.`);
    }
    const fault = this.arguments.get(name)?.(args);
    if (fault !== undefined) {
      throw new InvalidToolCall(
        INVALID_TOOL_ARGUMENTS,
        `The model called '${name}' with arguments that do not match its schema: ${fault}.`,
        name,
      );
    }
  }
}

function toCheck({ parameters, strict, param }: FunctionDefinition, isForced: boolean): Check | undefined {
  if (!parameters) return undefined;
  if (strict === true) return compileStrictSchema(parameters, `${param}.parameters`);
  return isForced ? compileSchema(parameters, `${param}.parameters`) : undefined;
}
