import type { ReasoningField } from '../translation/translation-settings.js';

/** The names under which an answer has what the model thought. */
export type ReasoningNames = readonly ('reasoning' | 'reasoning_content')[];

/** What the model thought, in an answer; the OpenAI API has no name for it. */
export interface Reasoning {
  /** Ollama's name. */
  reasoning?: string;
  /** The name that other services have. */
  reasoning_content?: string;
}

export function toReasoningNames(field: ReasoningField): ReasoningNames {
  return field === 'both' ? ['reasoning', 'reasoning_content'] : [field];
}

export function toReasoning(thinking: string, names: ReasoningNames): Reasoning {
  return Object.fromEntries(names.map((name) => [name, thinking]));
}
