/**
 * The part of JSON schema that describes request fields. It validates the field and stands in the OpenAPI document, so
 * unions of objects are told apart by a `discriminator`, whose values each branch lists as an `enum`, and the branches of
 * an `anyOf` differ in JSON type.
 */
export interface FieldSchema {
  type?: string | string[];
  description?: string;
  title?: string;
  example?: unknown;
  default?: unknown;
  deprecated?: boolean;
  enum?: unknown[];
  properties?: Record<string, FieldSchema>;
  required?: string[];
  additionalProperties?: boolean | FieldSchema;
  items?: FieldSchema;
  oneOf?: FieldSchema[];
  anyOf?: FieldSchema[];
  discriminator?: { propertyName: string };
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  maxProperties?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

/** The property by which the branches of a union are told apart. */
export function tag(...values: string[]): FieldSchema {
  return { type: 'string', enum: values, description: 'Says which kind it is.' };
}
