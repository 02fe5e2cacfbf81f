import type { OllamaFailure, OllamaThink } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { effortField, type ReasoningFields } from './think.js';

const CANNOT_THINK = /does not support thinking/i;
// Older servers know degrees of a few models only.
const NO_DEGREES = /think value .* is not supported/i;

/** A native request that asks for less thought than the one that Ollama has refused. */
export interface LessThought<NativeRequest> {
  readonly request: NativeRequest;
  /** The field of the client's that is thereby ignored; undefined where the configuration had set the effort. */
  readonly ignoredField: string | undefined;
}

/**
 * What to ask where the model cannot think as it was asked to; undefined where something else is wrong. An effort is a
 * wish, Ollama's own `think` is not.
 * @throws OpenAiError 400 where it is not to be dropped
 */
export function withLessThought<NativeRequest extends { think?: OllamaThink }>(
  native: NativeRequest,
  request: ReasoningFields & { model: string },
  failure: OllamaFailure,
  { unsupportedReasoning }: Pick<TranslationSettings, 'unsupportedReasoning'>,
): LessThought<NativeRequest> | undefined {
  if (failure.kind !== 'status' || failure.status !== 400 || !native.think) return undefined;
  const cannotThink = CANNOT_THINK.test(failure.message);
  if (!cannotThink && !(NO_DEGREES.test(failure.message) && typeof native.think === 'string')) return undefined;
  const ignoredField = effortField(request);
  if (request.think) throw refusal('think', request.model, cannotThink);
  if (ignoredField !== undefined && unsupportedReasoning === 'refuse') {
    throw refusal(ignoredField, request.model, cannotThink);
  }
  const { think: _, ...rest } = native;
  return { request: (cannotThink ? rest : { ...rest, think: true }) as NativeRequest, ignoredField };
}

function refusal(param: string, model: string, cannotThink: boolean): OpenAiError {
  return OpenAiError.unsupportedParameter(
    param,
    cannotThink
      ? `'${param}' is not supported: the model '${model}' does not think.`
      : `This value of '${param}' is not supported: the model '${model}' knows no degrees of thinking here.`,
  );
}
