/**
 * The body with the type of its messages, which may be left out, and of references, which may be null: every other item
 * is told by its type. What has one is not copied.
 */
export function withItemTypes(body: unknown): unknown {
  const { input } = (body ?? {}) as { input?: unknown };
  if (!Array.isArray(input) || !input.some((item) => typeToAdd(item) !== undefined)) return body;
  return {
    ...(body as object),
    input: input.map((item: unknown) => {
      const type = typeToAdd(item);
      return type === undefined ? item : { ...(item as object), type };
    }),
  };
}

function typeToAdd(item: unknown): 'message' | 'item_reference' | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const { type, role, id } = item as { type?: unknown; role?: unknown; id?: unknown };
  if (type !== undefined && type !== null) return undefined;
  if (role !== undefined) return 'message';
  return typeof id === 'string' ? 'item_reference' : undefined;
}
