import { NativeError } from '../errors/native-error.js';

/** A type of Ollama's Go structs, by the name that its errors call it. */
export type GoType =
  | { go: string; is: 'string' | 'bool' | 'int' | 'any' }
  | { go: string; is: 'array'; of: GoType }
  | { go: string; is: 'object'; fields?: GoFields };

export type GoFields = Readonly<Record<string, GoType>>;

export const STRING: GoType = { go: 'string', is: 'string' };
export const BOOL: GoType = { go: 'bool', is: 'bool' };
export const INT: GoType = { go: 'int', is: 'int' };
/** Checked where it is used: a value of more than one type. */
export const ANY: GoType = { go: 'interface {}', is: 'any' };
export const MAP: GoType = { go: 'map[string]interface {}', is: 'object' };

export function list(of: GoType, go = `[]${of.go}`): GoType {
  return { go, is: 'array', of };
}

export function struct(go: string, fields: GoFields): GoType {
  return { go, is: 'object', fields };
}

/**
 * The request in a body's text, every field of the type that Ollama's struct has; what is null is not there, as in Go.
 * @throws {NativeError} 400 in the words of Go's decoder
 */
export function readRequest<Request>(body: unknown, name: string, fields: GoFields): Partial<Request> {
  if (typeof body !== 'string' || body.trim() === '') throw NativeError.badRequest('missing request body');
  const value = parse(body);
  if (value === null) return {};
  if (kindOf(value) !== 'object') {
    throw NativeError.badRequest(`json: cannot unmarshal ${kindOf(value)} into Go value of type api.${name}`);
  }
  return readFields(value as Record<string, unknown>, fields, name) as Partial<Request>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw NativeError.badRequest('invalid JSON in the request body');
  }
}

function readFields(value: Record<string, unknown>, fields: GoFields, path: string): Record<string, unknown> {
  const known = Object.entries(fields).filter(([key]) => Object.hasOwn(value, key) && value[key] !== null);
  return Object.fromEntries(known.map(([key, type]) => [key, readValue(value[key], type, `${path}.${key}`)]));
}

function readValue(value: unknown, type: GoType, path: string): unknown {
  const kind = kindOf(value);
  switch (type.is) {
    case 'any':
      return value;
    case 'int':
      if (kind !== 'number') throw mismatch(kind, path, type);
      if (!Number.isSafeInteger(value)) throw mismatch(`number ${String(value)}`, path, type);
      return value;
    case 'array':
      if (kind !== 'array') throw mismatch(kind, path, type);
      return (value as unknown[]).map((each) => readValue(each, type.of, path));
    case 'object':
      if (kind !== 'object') throw mismatch(kind, path, type);
      return type.fields ? readFields(value as Record<string, unknown>, type.fields, path) : value;
    case 'string':
    case 'bool':
      if (kind !== type.is) throw mismatch(kind, path, type);
      return value;
  }
}

function mismatch(kind: string, path: string, { go }: GoType): NativeError {
  return NativeError.badRequest(`json: cannot unmarshal ${kind} into Go struct field ${path} of type ${go}`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
