/** `"*"` for every origin, or a list of them; undefined when one is not an origin. */
export function parseOrigins(text: string): '*' | string[] | undefined {
  if (text.trim() === '*') return '*';
  const origins = text.split(',').map((origin) => origin.trim());
  return origins.every((origin) => URL.parse(origin)?.origin === origin) ? origins : undefined;
}
