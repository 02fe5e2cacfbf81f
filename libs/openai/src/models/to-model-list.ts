import type { OllamaModel } from '@app/ollama';
import type { Model } from 'openai/resources/models';

export interface ModelList {
  object: 'list';
  data: Model[];
}

export interface InstalledModels {
  /** Old servers answer null when there is none. */
  models: readonly Pick<OllamaModel, 'name' | 'modified_at'>[] | null;
}

/**
 * The installed models in Ollama's order.
 * @see https://platform.openai.com/docs/api-reference/models/list
 */
export function toModelList({ models }: InstalledModels): ModelList {
  return { object: 'list', data: (models ?? []).map(({ name, modified_at }) => toModel(name, modified_at)) };
}

function toModel(name: string, modifiedAt: string): Model {
  return { id: name, object: 'model', created: toUnixTime(modifiedAt), owned_by: namespaceOf(name) };
}

function toUnixTime(date: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a date, no clock
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}

/** `bartowski` in `hf.co/bartowski/llama:Q4_K_M`. */
function namespaceOf(name: string): string {
  return name.split('/').at(-2) ?? 'library';
}
