import { OpenAiError } from '../errors/openai-error.js';

/**
 * What a language is called in English: a model understands `German` better than `de`.
 * @param code as of ISO 639-1, such as `de` or `pt-BR`
 * @throws OpenAiError 400 for what is no code of a language
 */
export function languageName(code: string, param: string): string {
  const name = nameOf(code.trim());
  if (name !== undefined) return name;
  throw OpenAiError.invalidRequest({
    message: `Invalid value for '${param}': expected the code of a language, such as 'en'.`,
    param,
    code: 'invalid_value',
  });
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function nameOf(code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    // Not even of the form of a code.
    return undefined;
  }
}
