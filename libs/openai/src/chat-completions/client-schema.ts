import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAiError } from '../errors/openai-error.js';
import { expandedSize } from './expanded-size.js';

const FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'] as const;
const LONGEST_SCHEMA = 120_000;
const MOST_SUBSCHEMAS = 100_000;
const NOT_ENFORCED = ['patternProperties', '$dynamicRef'];

const metaSchema = new Ajv2020({ logger: false }).getSchema('https://json-schema.org/draft/2020-12/schema');

/** Says what is wrong with a value; undefined for a valid one. */
export type Check = (value: unknown) => string | undefined;

/**
 * Compiles a client's JSON schema. A `pattern` is left to the grammar that constrains the model: a regular expression
 * from outside could hold up the whole process. `patternProperties` would need one, and is refused; so is a schema whose
 * references multiply.
 * @param param where the schema stands in the request
 * @throws OpenAiError 400 for a schema that cannot be enforced
 */
export function compileClientSchema(schema: object, param: string): Check {
  try {
    return compile(schema);
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
    throw OpenAiError.invalidRequest({
      message: `Invalid schema for '${param}': ${reason}.`,
      param,
      code: 'invalid_json_schema',
    });
  }
}

function compile(schema: object): Check {
  if (JSON.stringify(schema).length > LONGEST_SCHEMA) throw new Error(`it is longer than ${LONGEST_SCHEMA} characters`);
  if (metaSchema?.(schema) === false) throw new Error(describe(metaSchema.errors));
  if (expandedSize(schema) > MOST_SUBSCHEMAS) throw new Error(`it expands to more than ${MOST_SUBSCHEMAS} subschemas`);
  // An instance of its own: `$id`s of different clients must not meet.
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    code: { regExp: anyText },
  });
  addFormats.default(ajv, [...FORMATS]);
  for (const keyword of NOT_ENFORCED) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({ keyword, compile: () => refuse(keyword) });
  }
  const validate = ajv.compile(schema);
  return (value) => {
    try {
      return validate(value) ? undefined : describe(validate.errors);
    } catch (error) {
      if (error instanceof RangeError) return 'it is nested too deeply';
      throw error;
    }
  };
}

const anyText = Object.assign(() => ({ test: () => true }), { code: 'anyText' });

function refuse(keyword: string): never {
  throw new Error(`'${keyword}' cannot be enforced`);
}

function describe(errors: { instancePath: string; message?: string }[] | null | undefined): string {
  const [error] = errors ?? [];
  const path = error?.instancePath ? `'${error.instancePath}' ` : 'it ';
  return `${path}${error?.message ?? 'is not valid'}`;
}
