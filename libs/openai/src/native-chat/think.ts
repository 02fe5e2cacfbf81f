import type { OllamaThink } from '@app/ollama';
import type { ModelProfile } from '../models/model-profile.js';
import { type ReasoningEffort, THINK } from '../models/reasoning-effort.js';

/** The fields of a request that say how much the model shall think. */
export interface ReasoningFields {
  reasoning_effort?: ReasoningEffort | null;
  reasoning?: { effort?: ReasoningEffort | null } | null;
  think?: OllamaThink | null;
}

/**
 * How much the model shall think; undefined leaves it to the model. Ollama's `think` and `reasoning_effort` say the same
 * where both are set; `reasoning.effort` goes before `reasoning_effort`, as in Ollama.
 */
export function toThink(request: ReasoningFields, profile: ModelProfile): OllamaThink | undefined {
  const effort = effortOf(request);
  if (effort) return THINK[effort];
  return request.think ?? (profile.reasoningEffort && THINK[profile.reasoningEffort]);
}

/** Whether `think` and the effort say different things. */
export function contradictsItself(request: ReasoningFields): boolean {
  const effort = effortOf(request);
  return typeof request.think !== 'undefined' && request.think !== null && !!effort && request.think !== THINK[effort];
}

/** The field that sets an effort; undefined where the request sets none. */
export function effortField({
  reasoning_effort,
  reasoning,
}: ReasoningFields): 'reasoning' | 'reasoning_effort' | undefined {
  if (reasoning?.effort) return 'reasoning';
  return reasoning_effort ? 'reasoning_effort' : undefined;
}

function effortOf({ reasoning_effort, reasoning }: ReasoningFields): ReasoningEffort | null | undefined {
  return reasoning?.effort ?? reasoning_effort;
}
