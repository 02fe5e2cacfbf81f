/** The text of Ollama's `{"error": …}`, or of the `{"error": {"message": …}}` that proxies send. */
export function errorMessage(answer: unknown): string | undefined {
  const error = memberOf(answer, 'error');
  if (!error) return undefined;
  const message = memberOf(error, 'message') ?? error;
  return typeof message === 'string' ? message : JSON.stringify(message);
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
