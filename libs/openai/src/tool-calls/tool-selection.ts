import type { JsonSchema } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';

/** A function that a request declares. */
export interface FunctionDefinition {
  readonly name: string;
  readonly description?: string | null;
  readonly parameters?: JsonSchema | null;
  readonly strict?: boolean | null;
  /** Where it stands in the request, e.g. `tools[0].function`. */
  readonly param: string;
}

/** Which functions a model may call, and whether it must: what every API of OpenAI's asks for in words of its own. */
export interface ToolSelection {
  /** Those that the model is told of. */
  readonly functions: readonly FunctionDefinition[];
  /** Those that it may call. */
  readonly callable: readonly FunctionDefinition[];
  /** `required`: the answer is a call. */
  readonly mode: 'none' | 'auto' | 'required';
  /** More than one call in an answer. */
  readonly parallel: boolean;
}

/** What a `tool_choice` comes to, once its words are understood. */
export interface Choice {
  mode: 'none' | 'auto' | 'required';
  /** The only functions that may be called; all when unset. */
  names?: readonly string[];
  /** One function was named: it is called once. */
  single?: boolean;
  /** Where the choice stands in the request. */
  param: string;
}

const NO_FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map();

/**
 * Brings declared functions and the choice among them together.
 * @throws OpenAiError 400 for two functions of one name, and for a choice of what is not declared
 */
export function selectTools(
  functions: readonly FunctionDefinition[],
  choice: Choice,
  parallel: boolean,
): ToolSelection {
  const byName = functions.length === 0 ? NO_FUNCTIONS : byNames(functions);
  if (choice.mode === 'required' && functions.length === 0) {
    throw invalid(choice.param, `'${choice.param}' asks for a call, but no functions are declared.`);
  }
  if (choice.mode === 'required' && choice.names?.length === 0) {
    throw invalid(choice.param, `'${choice.param}' asks for a call, but allows none of the functions that there are.`);
  }
  const callable = choice.names?.map((name) => {
    const chosen = byName.get(name);
    if (chosen !== undefined) return chosen;
    throw invalid(choice.param, `'${choice.param}' names the function '${name}', which is not declared.`);
  });
  return {
    functions,
    callable: callable === undefined ? functions : [...new Set(callable)],
    mode: choice.mode,
    parallel: parallel && choice.single !== true,
  };
}

function byNames(functions: readonly FunctionDefinition[]): ReadonlyMap<string, FunctionDefinition> {
  const byName = new Map<string, FunctionDefinition>();
  for (const definition of functions) {
    if (byName.has(definition.name)) {
      throw invalid(`${definition.param}.name`, `The function '${definition.name}' is declared twice.`);
    }
    byName.set(definition.name, definition);
  }
  return byName;
}

function invalid(param: string, message: string): OpenAiError {
  return OpenAiError.invalidRequest({ message, param, code: 'invalid_value' });
}
