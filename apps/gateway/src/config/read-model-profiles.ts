import { type FieldSchema, type ModelProfile, SchemaValidator } from '@app/openai';
import { ConfigurationError } from './configuration-error.js';
import { ModelProfiles } from './model-profiles.js';
import { ALIASES_SECTION, MODELS_SECTION } from './model-profiles-schema.js';

interface ModelSection {
  options?: ModelProfile['options'];
  keep_alive?: ModelProfile['keepAlive'];
  system?: string;
  reasoning_effort?: ModelProfile['reasoningEffort'];
  max_output_tokens?: number;
  default_output_tokens?: number;
  tokenizer?: ModelProfile['tokenizer'];
  completions?: ModelProfile['completions'];
  truncation?: ModelProfile['truncation'];
}

/**
 * Reads the sections `models` and `aliases` of the configuration file.
 * @param path of the file, for messages
 * @throws ConfigurationError that names the place, the value and what is accepted
 */
export function readModelProfiles(path: string, sections: { models?: unknown; aliases?: unknown }): ModelProfiles {
  const models = section(path, 'models', sections.models, MODELS_SECTION) as Record<string, ModelSection>;
  const aliases = section(path, 'aliases', sections.aliases, ALIASES_SECTION) as Record<string, string>;
  for (const [alias, model] of Object.entries(aliases)) {
    if (Object.hasOwn(aliases, model)) {
      throw new ConfigurationError(
        `${path}: "aliases.${alias}" must name a model of Ollama, but "${model}" is an alias.`,
      );
    }
  }
  const profiles = Object.entries(models).map(([name, model]) => [name, toProfile(name, model)] as const);
  return new ModelProfiles(new Map(profiles), new Map(Object.entries(aliases)));
}

function section(path: string, name: string, value: unknown, schema: FieldSchema): object {
  if (value === undefined || value === null) return {};
  const violation = new SchemaValidator(schema).violation(value, name);
  if (violation) throw new ConfigurationError(`${path}: ${violation.message}`);
  return value;
}

function toProfile(name: string, model: ModelSection): ModelProfile {
  return {
    nativeModel: name,
    options: model.options,
    keepAlive: model.keep_alive,
    system: model.system,
    reasoningEffort: model.reasoning_effort,
    maxOutputTokens: model.max_output_tokens,
    defaultOutputTokens: model.default_output_tokens,
    tokenizer: model.tokenizer,
    completions: model.completions,
    truncation: model.truncation,
  };
}
