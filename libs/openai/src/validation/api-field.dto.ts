import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { FieldSchema } from './field-schema.js';

/** Puts the schema of a field into the OpenAPI document. */
export function ApiField(schema: FieldSchema, options: { required: boolean; example?: unknown }): PropertyDecorator {
  const { type, ...rest } = schema;
  const types = [type ?? []].flat();
  const [single] = types.filter((name) => name !== 'null');
  return ApiProperty({
    ...rest,
    ...(single !== undefined && { type: single }),
    ...(types.includes('null') && { nullable: true }),
    ...(single === 'object' && { additionalProperties: schema.additionalProperties ?? true }),
    ...(options.example !== undefined && { example: options.example }),
    // `required` lists the properties within.
    selfRequired: options.required,
  } as ApiPropertyOptions);
}
