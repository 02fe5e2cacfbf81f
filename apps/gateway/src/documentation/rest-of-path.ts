import type { OpenAPIObject } from '@nestjs/swagger';

const UNNAMED = '{path}';

/** The rest of a path (`*`) has no name in a route; the document gives it that of the operation's last path parameter. */
export function nameRestsOfPaths(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const parameters = Object.values(item as Record<string, { parameters?: { in: string; name: string }[] }>)
      .flatMap((operation) => operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path');
    return [path.replace(UNNAMED, `{${parameters.at(-1)?.name ?? 'path'}}`), item] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
