import { type ValidationError, validateSync } from 'class-validator';
import { OpenAiError } from '../errors/openai-error.js';
import { DeclaredChecks } from './declared-checks.js';
import { kindOf } from './describe-value.js';
import { MATCHES_SCHEMA } from './matches-schema.js';
import type { SchemaValidator } from './schema-validator.js';
import type { UnknownFieldsMode } from './unknown-fields-mode.js';
import { UnknownNames } from './unknown-names.js';
import { missing, toError, type Violation, wrongType, wrongValue } from './violation.js';

const MOST_TOLD = 20;

type DtoClass<Dto extends object> = new () => Dto;

const EXPECTED_TYPES: Record<string, string> = {
  isBoolean: 'a boolean',
  isInt: 'an integer',
  isNumber: 'a number',
  isString: 'a string',
};

/**
 * A request body as its DTO; values are taken over as they are, not copied.
 * @throws OpenAiError 400 with the path of the first field that is wrong
 */
export function validate<Dto extends object>(Dto: DtoClass<Dto>, body: unknown): Dto {
  if (!isObject(body)) {
    throw OpenAiError.invalidRequest({
      message: `The request body must be a JSON object, but is ${kindOf(body)}.`,
      code: 'invalid_type',
    });
  }
  const dto = new Dto() as Record<string, unknown>;
  // Declared fields only: a body's `constructor` or `__proto__` would change what is validated.
  const checks = checksOf(Dto);
  for (const field of Object.keys(body)) if (checks.declares(field)) dto[field] = body[field];
  if (checks.accepts(body)) return dto as Dto;
  const [error] = validateSync(dto, { forbidUnknownValues: false });
  if (error !== undefined) throw toError(explain(error));
  return dto as Dto;
}

/**
 * Deals with names in the body, and in the fields that have a schema, that nobody has declared.
 * @returns those to tell the client of, in the body's order and fit for a header: at most 20, each at most 64 characters,
 *   others than visible ASCII and commas as `?`; `messages[].cache_control` stands for all messages
 * @throws OpenAiError 400 `unknown_parameter` where they are to be rejected
 */
export function unknownFields(Dto: DtoClass<object>, body: object, mode: UnknownFieldsMode): string[] {
  if (mode === 'ignore') return [];
  const isRejected = mode === 'reject';
  const names = new UnknownNames(isRejected ? 1 : MOST_TOLD, isRejected);
  checksOf(Dto).findUnknownNames(body as Readonly<Record<string, unknown>>, names);
  const unknown = names.found.map(printable);
  const [first] = unknown;
  if (!isRejected || first === undefined) return unknown;
  throw OpenAiError.invalidRequest({
    message: `Unknown parameter: '${first}'.`,
    param: first,
    code: 'unknown_parameter',
  });
}

function printable(field: string): string {
  return field.slice(0, 64).replaceAll(/[^!-+\--~]/g, '?');
}

const declaredChecks = new WeakMap<DtoClass<object>, DeclaredChecks>();

function checksOf(Dto: DtoClass<object>): DeclaredChecks {
  const known = declaredChecks.get(Dto);
  if (known !== undefined) return known;
  const checks = new DeclaredChecks(Dto);
  declaredChecks.set(Dto, checks);
  return checks;
}

function explain({ property, value, constraints = {}, contexts }: ValidationError): Violation {
  if (value === undefined) return missing(property);
  const context = contexts?.[MATCHES_SCHEMA] as { validator: SchemaValidator } | undefined;
  const violation = context?.validator.violation(value, property);
  if (violation !== undefined) return violation;
  const names = Object.keys(constraints);
  const type = names.map((name) => EXPECTED_TYPES[name]).find((expected) => expected !== undefined);
  if (type !== undefined) return wrongType(property, type, value);
  return wrongValue(property, expectation(constraints[names[0] ?? ''] ?? '', property), value);
}

/** class-validator says `temperature must not be greater than 2`. */
function expectation(message: string, property: string): string {
  const accepted = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return `a value that ${accepted}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
