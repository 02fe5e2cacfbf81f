export type Body = Record<string, unknown>;

/** A type of Ollama's, as far as a request is held against it: by the names that its errors have. */
export interface GoStruct {
  name: string;
  fields: Readonly<Record<string, GoType>>;
}

type GoType = 'string' | 'bool' | '[]api.Message' | 'api.Tools';

const KINDS: Record<GoType, string> = {
  string: 'string',
  bool: 'bool',
  '[]api.Message': 'array',
  'api.Tools': 'array',
};

/** What Ollama says of a body in which something is of another type; to Go, null is nothing. */
export function wrongType(body: unknown, { name, fields }: GoStruct): string | undefined {
  if (body === null) return undefined;
  if (kindOf(body) !== 'object') return `json: cannot unmarshal ${kindOf(body)} into Go value of type api.${name}`;
  for (const [field, type] of Object.entries(fields)) {
    const value = Object.hasOwn(body as Body, field) ? (body as Body)[field] : null;
    if (value === null || kindOf(value) === KINDS[type]) continue;
    return `json: cannot unmarshal ${kindOf(value)} into Go struct field ${name}.${field} of type ${type}`;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
