import type { FieldSchema } from './field-schema.js';

/** Where names stand that nobody knows: `messages[3].cache_control`, or `messages[].cache_control` for all of an array. */
export class UnknownNames {
  #found: Set<string> | undefined;

  /**
   * @param most more than these are not looked for
   * @param numbered whether places in arrays are told apart
   */
  constructor(
    private readonly most: number,
    readonly numbered: boolean,
  ) {}

  get found(): readonly string[] {
    return this.#found === undefined ? [] : [...this.#found];
  }

  get isFull(): boolean {
    return this.#found !== undefined && this.#found.size >= this.most;
  }

  add(path: string): void {
    if (this.isFull) return;
    this.#found ??= new Set();
    this.#found.add(path);
  }
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
    const items = value as readonly unknown[];
    const ofAll = `${path}[]`;
    for (let index = 0; index < items.length && !names.isFull; index++) {
      ofItem(items[index], names.numbered ? `${path}[${index}]` : ofAll, names);
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
  const known = new Map(Object.entries(properties).map(([name, schema]) => [name, unknownNamesFinder(schema) ?? null]));
  return (value, path, names) => {
    const members = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(members)) {
      const finder = known.get(name);
      const inner = members[name];
      if (finder === undefined) names.add(`${path}.${name}`);
      // Most are texts and numbers: their paths are not made.
      else if (finder !== null && typeof inner === 'object') finder(inner, `${path}.${name}`, names);
    }
  };
}
