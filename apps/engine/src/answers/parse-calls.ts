export interface ParsedCall {
  name: string;
  arguments: Record<string, unknown>;
}

/**
 * The calls in what a model wrote where calls belong: an object `{"name": …, "arguments": {…}}` or a list of them
 * (Llama's models say `parameters`), or XML as Qwen3-Coder writes it. Undefined when it is none of these.
 */
export function parseCalls(text: string): ParsedCall[] | undefined {
  const body = text.trim();
  if (body.startsWith('<function=')) return parseXmlCalls(body);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const calls = [value].flat().map(toCall);
  return calls.length > 0 && calls.every((call) => call !== undefined) ? calls : undefined;
}

function toCall(value: unknown): ParsedCall | undefined {
  if (!isObject(value) || typeof value['name'] !== 'string') return undefined;
  const given = value['arguments'] ?? value['parameters'] ?? {};
  const args = typeof given === 'string' ? parseObject(given) : given;
  return isObject(args) ? { name: value['name'], arguments: args } : undefined;
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseXmlCalls(body: string): ParsedCall[] {
  return [...body.matchAll(/<function=([^>\s]+)>(.*?)(?:<\/function>|$)/gs)].map(([, name = '', inner = '']) => ({
    name,
    arguments: Object.fromEntries(
      [...inner.matchAll(/<parameter=([^>\s]+)>\n?(.*?)\n?<\/parameter>/gs)].map(([, key = '', value = '']) => [
        key,
        parseObject(value) ?? value,
      ]),
    ),
  }));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
