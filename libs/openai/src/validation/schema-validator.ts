import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FieldSchema } from './field-schema.js';
import { missing, notSupportedValue, unknown, type Violation, wrongType, wrongValue } from './violation.js';

// One error is enough for an answer, and looking for all of them in half a million messages would take seconds.
const ajv = new Ajv({ allErrors: false, discriminator: true, allowUnionTypes: true, verbose: true });
ajv.addVocabulary(['example']);

const ARTICLES: Record<string, string> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** A JSON schema compiled once, which tells the first violation with its path. */
export class SchemaValidator {
  private readonly check: ValidateFunction;

  constructor(readonly schema: FieldSchema) {
    this.check = ajv.compile(schema);
  }

  accepts(value: unknown): boolean {
    return this.check(value);
  }

  /** @param field the name under which the value stands in the request */
  violation(value: unknown, field: string): Violation | undefined {
    if (this.check(value)) return undefined;
    return explainFirst(this.check.errors ?? [], field);
  }
}

function explainFirst(errors: readonly ErrorObject[], field: string): Violation | undefined {
  const last = errors.at(-1);
  if (last?.keyword !== 'anyOf') return last && explain(last, toPath(field, last.instancePath));
  // The branches of an anyOf differ in JSON type: the one of the value's type has failed for another reason.
  const branches = errors.slice(0, -1);
  const meant = branches.toSorted((a, b) => remoteness(a, last) - remoteness(b, last))[0] ?? last;
  if (isOfOtherType(meant) && meant.instancePath === last.instancePath) {
    return wrongType(toPath(field, last.instancePath), typesOf(branches), last.data);
  }
  return explain(meant, toPath(field, meant.instancePath));
}

/** The deeper a branch came into the value, the nearer it is to what was meant. */
function remoteness(error: ErrorObject, union: ErrorObject): number {
  if (error.instancePath !== union.instancePath) return 0;
  return isOfOtherType(error) ? 3 : error.keyword === 'enum' ? 2 : 1;
}

/** Values that are listed are texts: Ajv looks at the list before it looks at the type. */
function isOfOtherType({ keyword, data }: ErrorObject): boolean {
  return keyword === 'type' || (keyword === 'enum' && typeof data !== 'string');
}

function typesOf(errors: readonly ErrorObject[]): string {
  const types = errors.flatMap(({ parentSchema }) => (parentSchema as { type: string | string[] }).type);
  return oneOf(types.map((type) => ARTICLES[type] ?? type));
}

function explain(error: ErrorObject, path: string): Violation {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return wrongType(path, typesOf([error]), error.data);
    case 'required':
      return missing(`${path}.${String(params['missingProperty'])}`);
    case 'additionalProperties':
      return unknown(`${path}.${String(params['additionalProperty'])}`);
    case 'discriminator':
      return explainDiscriminator(error, path);
    case 'enum':
      return notSupportedValue(path, error.data, params['allowedValues'] as unknown[]);
    case 'const':
      return notSupportedValue(path, error.data, [params['allowedValue']]);
    default:
      return wrongValue(path, expectation(error), error.data);
  }
}

function explainDiscriminator(error: ErrorObject, path: string): Violation {
  const { tag, tagValue } = error.params as { tag: string; tagValue: unknown };
  const tagPath = `${path}.${tag}`;
  if (tagValue === undefined) return missing(tagPath);
  const branches = (error.parentSchema?.['oneOf'] ?? []) as FieldSchema[];
  return notSupportedValue(
    tagPath,
    tagValue,
    branches.flatMap((branch) => tagsOf(branch.properties?.[tag])),
  );
}

function tagsOf(schema: FieldSchema | undefined): unknown[] {
  return schema?.enum ?? [];
}

function expectation(error: ErrorObject): string {
  const limit = String((error.params as { limit?: number }).limit);
  switch (error.keyword) {
    case 'minItems':
      return `an array of at least ${limit} element(s)`;
    case 'maxItems':
      return `an array of at most ${limit} elements`;
    case 'minLength':
      return `a string of at least ${limit} character(s)`;
    case 'maxLength':
      return `a string of at most ${limit} characters`;
    case 'maxProperties':
      return `an object of at most ${limit} keys`;
    case 'minimum':
      return `a value >= ${limit}`;
    case 'maximum':
      return `a value <= ${limit}`;
    case 'pattern':
      return inWords(error.parentSchema as FieldSchema);
    default:
      return `a value that ${error.message ?? 'is valid'}`;
  }
}

/** What a pattern says to a program alone, its description says to everybody: the first half sentence of it. */
function inWords({ description = 'A valid text' }: FieldSchema): string {
  const [words = ''] = description.split(/[;.](?:\s|$)/, 1);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function oneOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** `/2/content/0` within `messages` is `messages[2].content[0]`. */
function toPath(field: string, pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return field + steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${unescape(step)}`)).join('');
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
