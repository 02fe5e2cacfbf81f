import type { FieldSchema } from './field-schema.js';

/** Where a name stands that nobody knows: `messages[3].cache_control`, or `messages[].cache_control` for all of an array. */
export interface UnknownNames {
  readonly found: Set<string>;
  /** More than these are not looked for. */
  readonly most: number;
  /** Whether places in arrays are told apart. */
  readonly numbered: boolean;
}

/** Looks for names in a valid value that its schema does not know. */
export type FindUnknownNames = (value: unknown, path: string, names: UnknownNames) => void;

/** Compiles a schema into a search; undefined where any name goes, as in a client's own JSON schema. */
export function unknownNamesFinder(schema: FieldSchema): FindUnknownNames | undefined {
  const schemas = schema.anyOf ?? [schema];
  // The branches of an anyOf differ in JSON type.
  const ofObject = schemas.map(objectFinder).find((finder) => finder !== undefined);
  const ofArray = schemas.map(arrayFinder).find((finder) => finder !== undefined);
  if (ofObject === undefined && ofArray === undefined) return undefined;
  return (value, path, names) => {
    if (Array.isArray(value)) ofArray?.(value, path, names);
    else if (typeof value === 'object' && value !== null) ofObject?.(value, path, names);
  };
}

function arrayFinder({ items }: FieldSchema): FindUnknownNames | undefined {
  const ofItem = items && unknownNamesFinder(items);
  if (ofItem === undefined) return undefined;
  return (value, path, names) => {
    for (const [index, item] of (value as unknown[]).entries()) {
      if (names.found.size >= names.most) return;
      ofItem(item, names.numbered ? `${path}[${index}]` : `${path}[]`, names);
    }
  };
}

function objectFinder(schema: FieldSchema): FindUnknownNames | undefined {
  const { properties, oneOf, discriminator, additionalProperties } = schema;
  if (additionalProperties !== undefined) return undefined;
  if (oneOf === undefined || discriminator === undefined) return properties && propertiesFinder(properties);
  const tag = discriminator.propertyName;
  const branches = new Map(
    oneOf.flatMap((branch) => {
      const finder = objectFinder({ ...branch, properties: { ...properties, ...branch.properties } });
      return (branch.properties?.[tag]?.enum ?? []).map((value) => [value, finder] as const);
    }),
  );
  return (value, path, names) => branches.get((value as Record<string, unknown>)[tag])?.(value, path, names);
}

function propertiesFinder(properties: Readonly<Record<string, FieldSchema>>): FindUnknownNames {
  const known = new Map(Object.entries(properties).map(([name, schema]) => [name, unknownNamesFinder(schema)]));
  return (value, path, names) => {
    for (const [name, inner] of Object.entries(value as object)) {
      if (known.has(name)) known.get(name)?.(inner, `${path}.${name}`, names);
      else if (names.found.size < names.most) names.found.add(`${path}.${name}`);
    }
  };
}
