/** What a field of a form is read as: its text, unless something else is said. */
export type FormFieldKind = 'number' | 'boolean' | 'list';

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * The fields of a form as values: all that a form has is text. A text that cannot be read as what the field is stays as it
 * is, and is refused by the validation.
 */
export function readFormFields(form: object, kinds: Readonly<Record<string, FormFieldKind>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, Object.hasOwn(kinds, name) ? read(value, kinds[name]) : value]),
  );
}

function read(value: unknown, kind: FormFieldKind | undefined): unknown {
  if (typeof value !== 'string') return value;
  switch (kind) {
    case 'number':
      return NUMBER.test(value) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'list':
      return [value];
    case undefined:
      return value;
  }
}
