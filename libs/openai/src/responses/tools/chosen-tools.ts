import { OpenAiError } from '../../errors/openai-error.js';
import type { CallableTool } from './callable-tools.js';

/** What a choice calls a tool, or a namespace of tools. */
export interface WantedTool {
  type: string;
  name?: string;
}

/** Finds the tools that a choice names. It may name them all, so that they are sorted by their names once. */
export class ChosenTools {
  readonly #byName: Map<string, CallableTool[]>;
  readonly #byNamespace: Map<string | undefined, CallableTool[]>;

  constructor(callable: readonly CallableTool[]) {
    this.#byName = Map.groupBy(callable, ({ identity }) => wantedKey(identity));
    this.#byNamespace = Map.groupBy(callable, ({ identity }) => identity.namespace);
  }

  /**
   * The tool of that name, or the members of namespaces that have it, or of the namespace that has it.
   * @throws OpenAiError 400 for a name that no tool has
   */
  find(wanted: WantedTool, param: string): readonly CallableTool[] {
    const { type, name } = wanted;
    const named = type === 'namespace' ? this.#membersOf(name) : this.#byName.get(wantedKey(wanted));
    if (named !== undefined) {
      const outermost = named.filter(({ identity }) => identity.namespace === undefined);
      return outermost.length > 0 ? outermost : named;
    }
    throw OpenAiError.invalidRequest({
      message: `'${param}' names the ${type} '${name ?? ''}', which is not among the tools.`,
      param,
      code: 'invalid_value',
    });
  }

  #membersOf(namespace: string | undefined): CallableTool[] | undefined {
    return namespace === undefined ? undefined : this.#byNamespace.get(namespace);
  }
}

/** Equal for choices of the same. */
export function wantedKey({ type, name }: WantedTool): string {
  return JSON.stringify([type, name]);
}
