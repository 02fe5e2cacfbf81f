import { OpenAiError } from '../errors/openai-error.js';

/**
 * The arguments of a call in a history.
 * @param text a JSON object; nothing stands for no arguments
 * @throws OpenAiError 400 for another text
 */
export function toArguments(text: string, param: string): Record<string, unknown> {
  const value = text.trim() === '' ? {} : parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw OpenAiError.invalidRequest({
    message: `Invalid value for '${param}': expected a JSON object as text.`,
    param,
    code: 'invalid_value',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
