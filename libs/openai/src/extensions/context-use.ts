import { OpenAiError } from '../errors/openai-error.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { Truncation } from './extension-schemas.js';

/** What a request says of the end of the context. */
export interface ContextFields {
  truncation?: Truncation | null;
  truncate?: boolean | null;
  shift?: boolean | null;
}

/** Fields of a native request; what is left out is as Ollama has it: on. */
export interface ContextUse {
  truncate?: boolean;
  shift?: boolean;
}

/**
 * Too long a prompt is an error and a full context ends the answer, unless the request or the model's configuration asks
 * for Ollama's way: neither is cut in silence.
 * @throws OpenAiError 400 for fields that contradict each other
 */
export function toContextUse({ truncation, truncate, shift }: ContextFields, profile: ModelProfile): ContextUse {
  const cuts = truncation === 'auto';
  if (truncation) {
    for (const [param, value] of Object.entries({ truncate, shift })) {
      if (typeof value === 'boolean' && value !== cuts) throw contradiction(param, truncation);
    }
  }
  const isAuto = (truncation ?? profile.truncation) === 'auto';
  return {
    ...toSwitch('truncate', truncate, isAuto),
    ...toSwitch('shift', shift, isAuto),
  };
}

function toSwitch(name: keyof ContextUse, value: boolean | null | undefined, isAuto: boolean): ContextUse {
  if (typeof value === 'boolean') return { [name]: value };
  return isAuto ? {} : { [name]: false };
}

function contradiction(param: string, truncation: Truncation): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `'${param}' contradicts 'truncation', which is '${truncation}'.`,
    param,
    code: 'invalid_value',
  });
}
