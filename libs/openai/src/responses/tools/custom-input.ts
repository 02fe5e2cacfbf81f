import type { JsonSchema } from '@app/ollama';

/** The one argument of the function that a custom tool is for the model. */
const INPUT = 'input';

export const CUSTOM_TOOL_PARAMETERS: JsonSchema = {
  type: 'object',
  properties: { [INPUT]: { type: 'string', description: 'The input of the tool, as free text.' } },
  required: [INPUT],
};

/** The arguments of a custom tool's call in a history. */
export function toCustomArguments(input: string): Record<string, unknown> {
  return { [INPUT]: input };
}

/**
 * The text in the arguments of a custom tool's call.
 * @param text what the model wrote; other arguments than were asked for are passed on as they are
 */
export function toCustomInput(text: string): string {
  const input = inputOf(text);
  return typeof input === 'string' ? input : text;
}

function inputOf(text: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[INPUT];
  } catch {
    return undefined;
  }
}
