import { OpenAiError } from '../errors/openai-error.js';
import type { Tokenizer } from '../models/model-profile.js';
import type { FieldSchema } from '../validation/field-schema.js';
import { toError, wrongType } from '../validation/violation.js';
import type { DecodeTokens } from './decode-tokens.js';

/** Texts, or the token arrays that stand for them: one or many. */
export type TextInput = string | string[] | number[] | number[][];

/** OpenAI's limit for all token arrays of a request together; no model of Ollama has as much context. */
const MOST_TOKENS = 300_000;

/**
 * Validates a text input in one pass. A union of arrays could not say which element is wrong; that all are of one kind is
 * for `toTexts` to see.
 */
export const TEXT_INPUT_SCHEMA: FieldSchema = {
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  maxItems: MOST_TOKENS,
  items: {
    type: ['string', 'integer', 'array'],
    minLength: 1,
    minimum: 0,
    minItems: 1,
    maxItems: MOST_TOKENS,
    items: { type: 'integer', minimum: 0 },
  },
};

/** The same, as the OpenAPI document tells it. */
export const TEXT_INPUT_FORMS: FieldSchema = {
  oneOf: [
    { type: 'string', minLength: 1, title: 'Text' },
    { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 }, title: 'Texts' },
    { type: 'array', minItems: 1, maxItems: MOST_TOKENS, items: { type: 'integer', minimum: 0 }, title: 'Token array' },
    {
      type: 'array',
      minItems: 1,
      items: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0 } },
      title: 'Token arrays',
    },
  ],
};

interface TextInputContext {
  /** Name of the field, for errors. */
  field: string;
  tokenizer: Tokenizer;
  decodeTokens: DecodeTokens;
}

/**
 * The texts of an input that matches `TEXT_INPUT_SCHEMA`, in their order.
 * @throws OpenAiError 400 for elements of several kinds, tokens that the vocabulary has not, and too many tokens
 */
export function toTexts(input: TextInput, context: TextInputContext): string[] {
  if (typeof input === 'string') return [input];
  refuseMixture(input, context.field);
  if (isOf<string>(input, 'string')) return input;
  if (isOf<number>(input, 'number')) return [toText(input, context.field, context)];
  refuseTooManyTokens(input, context.field);
  return input.map((tokens, index) => toText(tokens, `${context.field}[${index}]`, context));
}

function toText(tokens: readonly number[], path: string, { tokenizer, decodeTokens }: TextInputContext): string {
  const text = decodeTokens(tokens, tokenizer);
  if (text !== undefined) return text;
  const unknown = tokens.findIndex((token) => decodeTokens([token], tokenizer) === undefined);
  throw refused(`${path}[${unknown}]`, `expected a token of ${tokenizer}, but got ${tokens[unknown]}`);
}

function refuseMixture(input: readonly unknown[], field: string): void {
  const kind = typeof input[0];
  const other = input.findIndex((element) => typeof element !== kind);
  if (other !== -1)
    throw toError(wrongType(`${field}[${other}]`, `${NAMES[kind]} as the first element is`, input[other]));
}

function refuseTooManyTokens(input: readonly (readonly number[])[], field: string): void {
  const tokens = input.reduce((sum, { length }) => sum + length, 0);
  if (tokens > MOST_TOKENS) throw refused(field, `expected at most ${MOST_TOKENS} tokens together, but got ${tokens}`);
}

const NAMES: Partial<Record<string, string>> = { string: 'a string', number: 'an integer', object: 'an array' };

function isOf<Element>(input: readonly unknown[], kind: 'string' | 'number'): input is Element[] {
  return typeof input[0] === kind;
}

function refused(param: string, problem: string): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `Invalid value for '${param}': ${problem}.`,
    param,
    code: 'invalid_value',
  });
}
