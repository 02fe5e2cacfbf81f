import type { JsonSchema } from '@app/ollama';
import { toGrammarSchema } from '../structured-output/grammar-schema.js';
import { type EmbeddedSchema, embedSchema } from './embedded-schema.js';
import type { FunctionDefinition } from './tool-selection.js';

// A weak model may find no end of a list.
const MOST_CALLS = 16;
const TYPED_BY = ['type', '$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const'];
const NO_ARGUMENTS = { type: 'object', properties: {}, additionalProperties: false };

/**
 * The form that makes any model answer with a call: `{"name": …, "arguments": {…}}` of one of the functions, or an array
 * of these where there may be several. `ForcedCallsParser` reads it.
 */
export function toForcedCallsFormat(callable: readonly FunctionDefinition[], parallel: boolean): JsonSchema {
  const embedded = callable.map(({ parameters }, index) =>
    embedSchema(toGrammarSchema(asObject(parameters ?? NO_ARGUMENTS)), `f${index}`),
  );
  const calls = callable.map(({ name }, index) => callOf(name, embedded[index]));
  const [only] = calls;
  const call = calls.length === 1 && only !== undefined ? only : { anyOf: calls };
  const definitions = Object.fromEntries(embedded.flatMap((each) => Object.entries(each.definitions)));
  return {
    ...(parallel ? { type: 'array', items: call, minItems: 1, maxItems: MOST_CALLS } : call),
    ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
}

/** Arguments are an object, also where their schema leaves it open. */
function asObject(parameters: JsonSchema): JsonSchema {
  const isOpen = !TYPED_BY.some((keyword) => Object.hasOwn(parameters, keyword));
  return isOpen ? { type: 'object', ...parameters } : parameters;
}

function callOf(name: string, embedded: EmbeddedSchema | undefined): JsonSchema {
  return {
    type: 'object',
    // Not every grammar knows `const`.
    properties: { name: { type: 'string', enum: [name] }, arguments: embedded?.schema ?? NO_ARGUMENTS },
    required: ['name', 'arguments'],
    additionalProperties: false,
  };
}
