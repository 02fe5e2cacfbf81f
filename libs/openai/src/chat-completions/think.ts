import type { OllamaThink } from '@app/ollama';

const THINK = {
  none: false,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'max',
  ultra: 'max',
  max: 'max',
} as const satisfies Record<string, OllamaThink>;

export type ReasoningEffort = keyof typeof THINK;

export const REASONING_EFFORTS = Object.keys(THINK) as ReasoningEffort[];

interface ReasoningFields {
  reasoning_effort?: ReasoningEffort | null;
  reasoning?: { effort?: ReasoningEffort | null } | null;
}

/** How much the model shall think; undefined leaves it to the model. `reasoning.effort` goes first, as in Ollama. */
export function toThink({ reasoning_effort, reasoning }: ReasoningFields): OllamaThink | undefined {
  const effort = reasoning?.effort ?? reasoning_effort;
  return effort ? THINK[effort] : undefined;
}
