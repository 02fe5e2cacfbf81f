import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiField } from './api-field.dto.js';
import type { FieldSchema } from './field-schema.js';
import { MatchesSchema } from './matches-schema.js';

/** What stands in the OpenAPI document only. */
interface Documented {
  default?: unknown;
  deprecated?: boolean;
}

interface Range extends Documented {
  minimum?: number;
  maximum?: number;
}

/** `true`, `false`, or nothing. */
export function OptionalBoolean(documented: Documented = {}): PropertyDecorator {
  return optional(Boolean, documented, IsBoolean());
}

/** A number within the range, or nothing. */
export function OptionalNumber(range: Range): PropertyDecorator {
  return optional(Number, range, IsNumber(), ...within(range));
}

/** A whole number within the range, or nothing. */
export function OptionalInteger(range: Range = {}): PropertyDecorator {
  return optional('integer', range, IsInt(), ...within(range));
}

/** A text, or nothing. */
export function OptionalString(options: Documented & { maxLength?: number } = {}): PropertyDecorator {
  const { maxLength } = options;
  return optional(String, options, IsString(), ...(maxLength === undefined ? [] : [MaxLength(maxLength)]));
}

/** One of these words, or nothing. */
export function OptionalOneOf(words: readonly string[], documented: Documented = {}): PropertyDecorator {
  return optional(String, { enum: [...words], ...documented }, IsIn(words));
}

/** What matches the schema, or nothing. */
export function OptionalField(schema: FieldSchema): PropertyDecorator {
  return all(MatchesSchema(schema), IsOptional(), ApiField(schema, { required: false }));
}

function optional(type: unknown, documented: object, ...checks: readonly PropertyDecorator[]): PropertyDecorator {
  const property = { type, required: false, nullable: true, ...documented } as ApiPropertyOptions;
  return all(...checks, IsOptional(), ApiProperty(property));
}

function within({ minimum, maximum }: Range): PropertyDecorator[] {
  return [...(minimum === undefined ? [] : [Min(minimum)]), ...(maximum === undefined ? [] : [Max(maximum)])];
}

function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
