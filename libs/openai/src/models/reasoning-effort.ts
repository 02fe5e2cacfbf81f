import type { OllamaThink } from '@app/ollama';

/** What Ollama's `think` is for each effort of the OpenAI API. */
export const THINK = {
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
