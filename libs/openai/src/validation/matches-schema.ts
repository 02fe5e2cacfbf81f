import { registerDecorator } from 'class-validator';
import type { FieldSchema } from './field-schema.js';
import { SchemaValidator } from './schema-validator.js';

export const MATCHES_SCHEMA = 'matchesSchema';

/**
 * Validates a field of nested shape by a JSON schema, compiled once when the class is declared: one pass, no copy, the
 * exact path of the first violation. class-validator's nested classes cost as much as all the rest of a request.
 */
export function MatchesSchema(schema: FieldSchema): PropertyDecorator {
  const validator = new SchemaValidator(schema);
  return (target, property) =>
    registerDecorator({
      name: MATCHES_SCHEMA,
      target: target.constructor,
      propertyName: String(property),
      // Handed to whoever reports the error: it knows the path, which class-validator does not.
      options: { context: { validator } },
      validator: {
        validate: (value: unknown) => validator.accepts(value),
        // Without a text class-validator drops the context.
        defaultMessage: () => '$property must match its schema',
      },
    });
}
