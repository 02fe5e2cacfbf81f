import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAiError } from '../errors/openai-error.js';
import { CountedReferences, TooMuchWork } from './counted-references.js';
import { refuseEndlessReferences } from './endless-references.js';
import { expandedSize } from './expanded-size.js';
import { NOT_ENFORCED, refuseUnenforceable } from './refuse-unenforceable.js';
import { compileSafePattern } from './safe-pattern.js';
import { SCHEMA_FORMATS } from './schema-formats.js';
import { UNIQUE_ITEMS } from './unique-items.js';

const LONGEST_SCHEMA = 120_000;
const MOST_SUBSCHEMAS = 100_000;

const metaSchema = new Ajv2020({ logger: false }).getSchema('https://json-schema.org/draft/2020-12/schema');

/** Says what is wrong with a value; undefined for a valid one. */
export type Check = (value: unknown) => string | undefined;

/**
 * Compiles a client's JSON schema that an answer is to be held against, every word of it.
 * @param param where the schema stands in the request
 * @throws OpenAiError 400 for a schema that cannot be enforced, with the path of what cannot
 */
export function compileStrictSchema(schema: object, param: string): Check {
  return compileOrRefuse(schema, param, () => {
    refuseUnenforceable(schema, param);
    return newAjv(compileSafePattern);
  });
}

/**
 * Compiles a client's JSON schema that an answer is to be held against as far as it can be: formats and patterns that
 * cannot be enforced are taken as met.
 * @param param where the schema stands in the request
 * @throws OpenAiError 400 for what is no schema, or one whose references lead out of it or multiply
 */
export function compileSchema(schema: object, param: string): Check {
  return compileOrRefuse(schema, param, () => {
    const ajv = newAjv(() => ({ test: () => true }));
    for (const keyword of [...NOT_ENFORCED, 'patternProperties']) ajv.removeKeyword(keyword);
    return ajv;
  });
}

function compileOrRefuse(schema: object, param: string, createAjv: () => Ajv2020): Check {
  try {
    refuseExcess(schema);
    return compile(schema, createAjv());
  } catch (error) {
    if (error instanceof OpenAiError) throw error;
    const reason = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
    throw OpenAiError.invalidRequest({
      message: `Invalid schema for '${param}': ${reason}.`,
      param,
      code: 'invalid_json_schema',
    });
  }
}

function refuseExcess(schema: object): void {
  // The validator's own keyword: what it finds wrong would then come later, and end the process.
  if (Object.hasOwn(schema, '$async')) throw new Error("'$async' is no keyword of JSON schema");
  if (JSON.stringify(schema).length > LONGEST_SCHEMA) throw new Error(`it is longer than ${LONGEST_SCHEMA} characters`);
  if (metaSchema?.(schema) === false) throw new Error(describe(metaSchema.errors));
  // A few hundred characters can ask for billions of steps.
  if (expandedSize(schema) > MOST_SUBSCHEMAS) throw new Error(`it expands to more than ${MOST_SUBSCHEMAS} subschemas`);
  refuseEndlessReferences(schema);
}

/** One for each schema: `$id`s of different clients must not meet. */
function newAjv(compilePattern: (pattern: string) => { test(text: string): boolean }): Ajv2020 {
  // The code is for modules that are compiled ahead, which nobody does here.
  const regExp = Object.assign((pattern: string) => compilePattern(pattern), { code: 'compilePattern' });
  const ajv = new Ajv2020({
    strict: false,
    // Stopping at the first error would nest the code of each property in that of the one before: 2,000 are too deep.
    allErrors: true,
    logger: false,
    meta: false,
    validateSchema: false,
    // To optimise the code of 2,000 properties takes three seconds, to check an answer without it microseconds more.
    code: { regExp, optimize: false },
  });
  addFormats.default(ajv, [...SCHEMA_FORMATS]);
  return ajv.removeKeyword(UNIQUE_ITEMS.keyword as string).addKeyword(UNIQUE_ITEMS);
}

function compile(schema: object, ajv: Ajv2020): Check {
  const references = new CountedReferences();
  references.count(ajv, schema);
  const validate = ajv.compile(schema);
  return (value) => {
    references.start();
    try {
      return validate(value) ? undefined : describe(validate.errors);
    } catch (error) {
      if (error instanceof RangeError) return 'it is nested too deeply';
      if (error instanceof TooMuchWork) return 'it takes too long to check';
      throw error;
    }
  };
}

function describe(errors: { instancePath: string; message?: string }[] | null | undefined): string {
  const [error] = errors ?? [];
  const path = error?.instancePath ? `'${error.instancePath}' ` : 'it ';
  return `${path}${error?.message ?? 'is not valid'}`;
}
