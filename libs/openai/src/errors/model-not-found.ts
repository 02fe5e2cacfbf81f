import { OpenAiError } from './openai-error.js';

export const MODEL_NOT_FOUND = 'model_not_found';

const NAMES_SHOWN = 5;

/**
 * 404: the model is not installed.
 * @param installed names of the models that are there, as far as known; a few are told
 */
export function modelNotFound(model: string, installed: readonly string[]): OpenAiError {
  return new OpenAiError({
    status: 404,
    type: 'not_found_error',
    message: `The model '${model}' does not exist.${alternatives(installed)}`,
    param: 'model',
    code: MODEL_NOT_FOUND,
  });
}

function alternatives(installed: readonly string[]): string {
  if (installed.length === 0) return '';
  const names = installed.slice(0, NAMES_SHOWN).map((name) => `'${name}'`);
  const rest = installed.length - names.length;
  return ` Installed: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
