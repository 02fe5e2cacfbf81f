import { type CallableTool, identityKey, type ToolIdentity } from './callable-tools.js';

const LONGEST_NAME = 64;

/**
 * The names by which the model knows the tools. It knows no namespaces: a member gets a name of letters, digits and
 * underscores, which no chat template and no parser of calls mangles, as they do with dots, slashes and colons.
 */
export class ToolNames {
  readonly #natives = new Map<string, string>();
  readonly #identities = new Map<string, ToolIdentity>();
  /** How many tools have wanted a name: the next one need not try all that are taken. */
  readonly #copies = new Map<string, number>();

  constructor(tools: readonly CallableTool[]) {
    for (const { identity } of tools) {
      const native = this.#unused(flatName(identity));
      this.#natives.set(identityKey(identity), native);
      this.#identities.set(native, identity);
    }
  }

  /** The name for the model, also of a tool that is no longer there. */
  toNative(identity: { namespace?: string | null; name: string }): string {
    return this.#natives.get(identityKey(identity)) ?? flatName(identity);
  }

  /** What the client calls the tool that the model has called; a name that nobody knows is a function's. */
  toIdentity(native: string): ToolIdentity {
    return this.#identities.get(native) ?? { type: 'function', name: native };
  }

  #unused(name: string): string {
    let candidate = name;
    let copy = this.#copies.get(name) ?? 1;
    while (this.#identities.has(candidate)) {
      copy += 1;
      const ending = `_${copy}`;
      candidate = name.slice(0, LONGEST_NAME - ending.length) + ending;
    }
    this.#copies.set(name, copy);
    return candidate;
  }
}

function flatName({ namespace, name }: { namespace?: string | null; name: string }): string {
  return namespace ? `${namespace}__${name}`.replaceAll(/\W/g, '_').slice(-LONGEST_NAME) : name;
}
