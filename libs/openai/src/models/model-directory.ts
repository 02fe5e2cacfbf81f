import { modelNotFound } from '../errors/model-not-found.js';
import { findModel } from './find-model.js';
import type { ModelExtras } from './model-extras.js';
import type { FindModelProfile } from './model-profile.js';
import { type InstalledModel, type ModelWithExtras, namespaceOf, toModel } from './to-model.js';

/** Owner of the names that the configuration gives. */
const ALIAS_OWNER = 'ollama-gateway';

export interface ModelList {
  object: 'list';
  data: ModelWithExtras[];
}

/** What is known of models beside Ollama's list. */
export interface ModelKnowledge {
  /** Names in Ollama by the names that clients use. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly findProfile: FindModelProfile;
  /** Undefined for a model of which nothing is known (yet). */
  readonly findExtras: (model: InstalledModel) => ModelExtras | undefined;
}

/** The models that are installed, and their aliases. */
export class ModelDirectory {
  constructor(
    private readonly installed: readonly InstalledModel[],
    private readonly knowledge: ModelKnowledge,
  ) {}

  /**
   * All models in Ollama's order, then the aliases of those that are there. A model whose name the configuration gives to
   * another one cannot be had, and is left out.
   * @see https://platform.openai.com/docs/api-reference/models/list
   */
  list(): ModelList {
    const aliased = [...this.knowledge.aliases].flatMap(([alias, name]) => {
      const model = findModel(this.installed, name);
      return model ? [this.describe(model, alias)] : [];
    });
    const named = this.installed.filter(({ name }) => !this.knowledge.aliases.has(name));
    return { object: 'list', data: [...named.map((model) => this.describe(model, model.name)), ...aliased] };
  }

  /**
   * One model, under the name by which it was asked for.
   * @throws OpenAiError 404 `model_not_found`
   * @see https://platform.openai.com/docs/api-reference/models/retrieve
   */
  retrieve(id: string): ModelWithExtras {
    return this.describe(this.find(id), id);
  }

  /** @throws OpenAiError 404 `model_not_found` */
  find(id: string): InstalledModel {
    const model = findModel(this.installed, this.knowledge.aliases.get(id) ?? id);
    if (model !== undefined) return model;
    throw modelNotFound(
      id,
      this.installed.map(({ name }) => name),
    );
  }

  private describe(model: InstalledModel, id: string): ModelWithExtras {
    const { aliases, findProfile, findExtras } = this.knowledge;
    return toModel(model, {
      id,
      owner: aliases.has(id) ? ALIAS_OWNER : namespaceOf(model.name),
      extras: findExtras(model),
      configuredContext: findProfile(aliases.has(id) ? id : model.name).options?.num_ctx,
    });
  }
}
