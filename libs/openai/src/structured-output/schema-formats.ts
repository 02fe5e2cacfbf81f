/** Values of `format` that are enforced, those that the OpenAI API knows. */
export const SCHEMA_FORMATS = [
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
] as const;

export function isSchemaFormat(format: unknown): boolean {
  return (SCHEMA_FORMATS as readonly unknown[]).includes(format);
}
