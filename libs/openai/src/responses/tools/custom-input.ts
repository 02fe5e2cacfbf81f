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

// The beginning of such arguments, up to where the text ends or was cut off; half an escape is left out.
const BEGINNING = /^\s*\{\s*"input"\s*:\s*"((?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*)/u;

/**
 * The text in the arguments of a custom tool's call.
 * @param text what the model wrote; other arguments than were asked for are passed on as they are
 * @param isCut the arguments are a beginning: so is the text then
 */
export function toCustomInput(text: string, isCut: boolean): string {
  const input = inputOf(text);
  if (typeof input === 'string') return input;
  return isCut ? beginningOf(text) : text;
}

function beginningOf(text: string): string {
  const [, written = ''] = BEGINNING.exec(text) ?? [];
  return JSON.parse(`"${written}"`) as string;
}

function inputOf(text: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[INPUT];
  } catch {
    return undefined;
  }
}
