import type { OllamaCapability, OllamaModel } from '@app/ollama';
import type { Model } from 'openai/resources/models';
import { type Modalities, toModalities } from './modalities.js';
import type { ModelExtras } from './model-extras.js';

/** A model as Ollama lists it; old servers leave out what is optional here. */
export type InstalledModel = Pick<OllamaModel, 'name' | 'modified_at'> &
  Partial<Pick<OllamaModel, 'size' | 'digest' | 'details' | 'capabilities'>>;

/** OpenAI's model with what clients of Ollama ask for beside; what is not known is left out. */
export interface ModelWithExtras extends Model {
  /** Tokens that prompt and answer may have together. */
  context_length?: number;
  capabilities?: readonly OllamaCapability[];
  modalities?: Modalities;
  /** `Q4_K_M` */
  quantization?: string;
  /** As people say it: `7.6B`. */
  parameter_size?: string;
  /** Bytes on disk. */
  size?: number;
}

export interface ModelContext {
  /** The name by which the client knows it. */
  id: string;
  owner: string;
  extras?: ModelExtras | undefined;
  /** Tokens; it goes before what the Modelfile says. */
  configuredContext?: number | undefined;
}

/** @see https://platform.openai.com/docs/api-reference/models/object */
export function toModel(
  model: InstalledModel,
  { id, owner, extras, configuredContext }: ModelContext,
): ModelWithExtras {
  const { size, details } = model;
  const context_length = contextLength(extras, configuredContext);
  const capabilities = extras?.capabilities ?? model.capabilities;
  return {
    id,
    object: 'model',
    created: toUnixTime(model.modified_at),
    owned_by: owner,
    ...(context_length !== undefined && { context_length }),
    ...(capabilities && { capabilities, modalities: toModalities(capabilities) }),
    ...(details?.quantization_level && { quantization: details.quantization_level }),
    ...(details?.parameter_size && { parameter_size: details.parameter_size }),
    ...(size !== undefined && { size }),
  };
}

/** `bartowski` in `hf.co/bartowski/llama:Q4_K_M`. */
export function namespaceOf(name: string): string {
  return name.split('/').at(-2) ?? 'library';
}

/** Ollama gives a model no more than it was made for, whatever is set. */
function contextLength(extras: ModelExtras = {}, configured?: number): number | undefined {
  const known = [configured ?? extras.modelfileContext, extras.trainedContext].filter((tokens) => tokens !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function toUnixTime(date: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a date, no clock
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}
