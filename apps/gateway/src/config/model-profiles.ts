import type { ModelProfile } from '@app/openai';

const DEFAULT_TAG = ':latest';

/** What the configuration says of single models, and the other names that it gives to them. */
export class ModelProfiles {
  /**
   * @param profiles by the model's name in Ollama
   * @param aliases names in Ollama by the names that clients use
   */
  constructor(
    private readonly profiles: ReadonlyMap<string, ModelProfile> = new Map(),
    readonly aliases: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The profile of the model that a request names, by an alias or by its own name, with or without `:latest`. */
  find(model: string): ModelProfile {
    const name = this.aliases.get(model) ?? model;
    return { ...this.byName(name), nativeModel: name };
  }

  private byName(name: string): ModelProfile | undefined {
    const profile = this.profiles.get(name);
    if (profile !== undefined) return profile;
    return name.endsWith(DEFAULT_TAG)
      ? this.profiles.get(name.slice(0, -DEFAULT_TAG.length))
      : this.profiles.get(name + DEFAULT_TAG);
  }
}
