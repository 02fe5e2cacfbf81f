import type { JsonSchema, OllamaFormat } from '@app/ollama';
import { type Check, compileSchema, compileStrictSchema } from './client-schema.js';
import { toGrammarSchema } from './grammar-schema.js';
import { invalidStructuredOutput } from './invalid-structured-output.js';

/** The form that an answer is asked to have. */
export interface AnswerForm {
  /** Where it stands in the request. */
  readonly param: string;
  /** What constrains the generation in Ollama. */
  readonly format: OllamaFormat;
  /**
   * Whether a text has the form: an answer that was generated without the constraint, so that tools could be called.
   */
  readonly fits: (text: string) => boolean;
  /** Checks a finished answer before it is passed on as one; undefined where the constraint has to do. */
  readonly check: ((text: string) => void) | undefined;
}

/**
 * Any JSON object.
 * @param param where that is asked for in the request
 */
export function jsonObjectForm(param: string): AnswerForm {
  const check = (text: string) => {
    const answer = parseAnswer(text);
    if (!isObject(answer)) throw invalidStructuredOutput("The model's answer is not a JSON object.");
  };
  return { param, format: 'json', check, fits: (text) => passes(check, text) };
}

/**
 * JSON that matches a schema; checked where it is strict.
 * @param param where the schema stands in the request
 * @throws OpenAiError 400 for a strict schema that cannot be enforced, with the path of what cannot
 */
export function jsonSchemaForm(schema: JsonSchema, strict: boolean, param: string): AnswerForm {
  const format = toGrammarSchema(schema);
  if (!strict) {
    return {
      param,
      format,
      check: undefined,
      fits: (text) => passes(() => toTextCheck(compileSchema(schema, param))(text), text),
    };
  }
  const check = toTextCheck(compileStrictSchema(schema, param));
  return { param, format, check, fits: (text) => passes(check, text) };
}

function toTextCheck(check: Check): (text: string) => void {
  return (text) => {
    const fault = check(parseAnswer(text));
    if (fault !== undefined) {
      throw invalidStructuredOutput(`The model's answer does not match the JSON schema: ${fault}.`);
    }
  };
}

function passes(check: (text: string) => void, text: string): boolean {
  try {
    check(text);
    return true;
  } catch {
    return false;
  }
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidStructuredOutput("The model's answer is not JSON.");
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
