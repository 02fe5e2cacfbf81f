import type { OllamaFailure } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import { redact } from '../errors/redact.js';
import type { ChatPlan } from './chat-plan.js';

const REFUSED = /invalid JSON schema in format/i;

/**
 * Names the field whose schema Ollama cannot make a grammar of: it knows its own `format` only.
 * @throws OpenAiError 400 where that is what is wrong
 */
export function explainRefusedFormat(failure: OllamaFailure, { form, selection }: ChatPlan): void {
  if (failure.kind !== 'status' || !REFUSED.test(failure.message)) return;
  const param = selection.mode === 'required' ? 'tools' : form?.param;
  if (param === undefined) return;
  throw OpenAiError.invalidRequest({
    message: `Invalid schema for '${param}': ${redact(failure.message)}.`,
    param,
    code: 'invalid_json_schema',
  });
}
