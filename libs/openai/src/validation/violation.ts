import { OpenAiError } from '../errors/openai-error.js';
import { kindOf, list, show } from './describe-value.js';

/** What is wrong with a request, in the words of the OpenAI API. */
export interface Violation {
  message: string;
  /** JSON path, e.g. `messages[2].content`. */
  param: string;
  code: string;
}

export function missing(param: string): Violation {
  return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' };
}

export function unknown(param: string): Violation {
  return { message: `Unknown parameter: '${param}'.`, param, code: 'unknown_parameter' };
}

/** @param expected e.g. `a string or an array` */
export function wrongType(param: string, expected: string, value: unknown): Violation {
  return {
    message: `Invalid type for '${param}': expected ${expected}, but got ${kindOf(value)}.`,
    param,
    code: 'invalid_type',
  };
}

export function notSupportedValue(param: string, value: unknown, supported: readonly unknown[]): Violation {
  return {
    message: `Invalid value for '${param}': got ${show(value)}. Supported values are: ${list(supported)}.`,
    param,
    code: 'invalid_value',
  };
}

/** @param expected e.g. `at most 4 elements` */
export function wrongValue(param: string, expected: string, value: unknown): Violation {
  return {
    message: `Invalid value for '${param}': expected ${expected}, but got ${show(value)}.`,
    param,
    code: 'invalid_value',
  };
}

export function toError(violation: Violation): OpenAiError {
  return OpenAiError.invalidRequest(violation);
}
