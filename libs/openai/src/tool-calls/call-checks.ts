import { type Check, compileSchema, compileStrictSchema } from '../structured-output/client-schema.js';
import { INVALID_TOOL_ARGUMENTS, INVALID_TOOL_CALL, InvalidToolCall } from './invalid-tool-call.js';
import type { FunctionDefinition, ToolSelection } from './tool-selection.js';

/** What a call must be before it is passed on as one. */
export class CallChecks {
  /** Some calls would not be passed on. */
  readonly any: boolean;
  private readonly callable: ReadonlySet<string> | undefined;
  /** By the names of those that are checked; most requests have none. */
  private readonly arguments: ReadonlyMap<string, Check> | undefined;

  /**
   * Of a free choice, only the arguments of strict functions are checked; of a forced one, or among some of the functions,
   * also that it is one of them.
   * @throws OpenAiError 400 for a schema that cannot be enforced
   */
  constructor({ functions, callable, mode }: ToolSelection) {
    this.arguments = mode === 'none' || callable.length === 0 ? undefined : toChecks(callable, mode === 'required');
    const isRestricted = mode === 'required' || (mode === 'auto' && callable.length < functions.length);
    this.callable = isRestricted ? new Set(callable.map(({ name }) => name)) : undefined;
    this.any = isRestricted || this.arguments !== undefined;
  }

  /**
   * @param args the arguments as a JSON value
   * @throws InvalidToolCall for a call that cannot be passed on
   */
  check(name: string, args: unknown): void {
    if (this.callable?.has(name) === false) {
      throw new InvalidToolCall(INVALID_TOOL_CALL, `The model called '${name}', which it may not call.`);
    }
    const fault = this.arguments?.get(name)?.(args);
    if (fault !== undefined) {
      throw new InvalidToolCall(
        INVALID_TOOL_ARGUMENTS,
        `The model called '${name}' with arguments that do not match its schema: ${fault}.`,
        name,
      );
    }
  }
}

function toChecks(callable: readonly FunctionDefinition[], isForced: boolean): ReadonlyMap<string, Check> | undefined {
  const checks = new Map<string, Check>();
  for (const definition of callable) {
    const check = toCheck(definition, isForced);
    if (check !== undefined) checks.set(definition.name, check);
  }
  return checks.size === 0 ? undefined : checks;
}

function toCheck({ parameters, strict, param }: FunctionDefinition, isForced: boolean): Check | undefined {
  if (!parameters) return undefined;
  if (strict === true) return compileStrictSchema(parameters, `${param}.parameters`);
  return isForced ? compileSchema(parameters, `${param}.parameters`) : undefined;
}
