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
  if (truncation) {
    const cuts = truncation === 'auto';
    if ((truncate ?? cuts) !== cuts) throw contradiction('truncate', truncation);
    if ((shift ?? cuts) !== cuts) throw contradiction('shift', truncation);
  }
  const unset = (truncation ?? profile.truncation) === 'auto' ? undefined : false;
  const use: ContextUse = {};
  setSwitch(use, 'truncate', truncate ?? unset);
  setSwitch(use, 'shift', shift ?? unset);
  return use;
}

function setSwitch(use: ContextUse, name: keyof ContextUse, value: boolean | undefined): void {
  if (value !== undefined) use[name] = value;
}

function contradiction(param: string, truncation: Truncation): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `'${param}' contradicts 'truncation', which is '${truncation}'.`,
    param,
    code: 'invalid_value',
  });
}
