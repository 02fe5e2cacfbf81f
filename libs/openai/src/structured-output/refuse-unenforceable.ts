import { OpenAiError } from '../errors/openai-error.js';
import { list } from '../validation/describe-value.js';
import { compileSafePattern } from './safe-pattern.js';
import { isSchemaFormat, SCHEMA_FORMATS } from './schema-formats.js';
import { type Subschema, subschemasOf } from './subschemas.js';

/**
 * Keywords that would constrain an answer, and of which the validator knows nothing, or which take it seconds to compile
 * where there are many properties.
 */
export const NOT_ENFORCED = [
  '$dynamicRef',
  '$recursiveRef',
  'additionalItems',
  'unevaluatedItems',
  'unevaluatedProperties',
];
// All patterns of a schema together: they may have to be matched against every string of an answer.
const LARGEST_PATTERNS = 5_000;

/**
 * Refuses a schema that promises more than is checked.
 * @param param where the schema stands in the request
 * @throws OpenAiError 400 with the path of the keyword
 */
export function refuseUnenforceable(schema: object, param: string): void {
  let size = 0;
  for (const subschema of subschemasOf(schema, param)) {
    refuseKeywords(subschema);
    for (const { pattern, path } of patternsOf(subschema)) {
      size += patternSize(pattern, path);
      if (size > LARGEST_PATTERNS) throw refusal(path, 'the patterns of the schema are too large');
    }
  }
}

function refuseKeywords({ schema, path }: Subschema): void {
  const keyword = NOT_ENFORCED.find((name) => Object.hasOwn(schema, name));
  if (keyword !== undefined) throw refusal(`${path}.${keyword}`, `'${keyword}' cannot be enforced`);
  const { format } = schema;
  if (typeof format === 'string' && !isSchemaFormat(format)) {
    throw refusal(`${path}.format`, `this format cannot be enforced; supported are ${list(SCHEMA_FORMATS)}`);
  }
}

function patternsOf({ schema, path }: Subschema): { pattern: string; path: string }[] {
  const { pattern, patternProperties } = schema;
  const keys =
    typeof patternProperties === 'object' && patternProperties !== null ? Object.keys(patternProperties) : [];
  return [
    ...(typeof pattern === 'string' ? [{ pattern, path: `${path}.pattern` }] : []),
    ...keys.map((key) => ({ pattern: key, path: `${path}.patternProperties` })),
  ];
}

function patternSize(pattern: string, path: string): number {
  try {
    return compileSafePattern(pattern).size;
  } catch (error) {
    throw refusal(path, `the pattern cannot be enforced: ${(error as Error).message}`);
  }
}

function refusal(param: string, reason: string): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `Invalid schema for '${param}': ${reason}.`,
    param,
    code: 'invalid_json_schema',
  });
}
