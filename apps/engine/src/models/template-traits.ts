/** How a model writes its thoughts: between these. */
export interface ThinkingTags {
  open: string;
  close: string;
}

const THINKING_TAGS: readonly ThinkingTags[] = [
  { open: '<think>', close: '</think>' },
  { open: '<thinking>', close: '</thinking>' },
  { open: '<seed:think>', close: '</seed:think>' },
  { open: '[THINK]', close: '[/THINK]' },
];

/** The tags of a model that thinks, by what its chat template mentions. */
export function thinkingTags(template: string): ThinkingTags | undefined {
  return THINKING_TAGS.find(({ open, close }) => template.includes(open) && template.includes(close));
}

/** How a model writes a call of a tool. */
export type ToolCallForm = 'tagged' | 'mistral' | 'bare';

/** The form of the calls of a model that knows tools, by what its chat template mentions. */
export function toolCallForm(template: string): ToolCallForm | undefined {
  if (!/\btools\b/.test(template)) return undefined;
  if (template.includes('<tool_call>')) return 'tagged';
  return template.includes('[TOOL_CALLS]') ? 'mistral' : 'bare';
}
