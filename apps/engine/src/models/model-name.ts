const PART = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/;
const MOST_PARTS = 4;
const DEFAULT_TAG = 'latest';

/** Whether a model may be stored under this name: `[host/][namespace/]model[:tag]`. */
export function isValidName(name: string): boolean {
  const { parts, tag } = split(name);
  return parts.length <= MOST_PARTS && [...parts, tag].every((part) => PART.test(part));
}

/** The name as it is listed: `demo` is `demo:latest`. */
export function fullName(name: string): string {
  const { parts, tag } = split(name);
  return `${parts.join('/')}:${tag}`;
}

/** The path of a model's file below the models directory, without `.gguf`; `demo:latest` is `demo`. */
export function pathOfName(name: string): string {
  const { parts, tag } = split(name);
  return parts.join('/') + (tag === DEFAULT_TAG ? '' : `:${tag}`);
}

/** Names are the same whatever their letters' case, and `qwen3:4b` also finds the file `qwen3-4b.gguf`. */
export function namesOf(asked: string): string[] {
  const { parts, tag } = split(asked);
  const name = fullName(asked).toLowerCase();
  return tag === DEFAULT_TAG ? [name] : [name, `${parts.join('/')}-${tag}:${DEFAULT_TAG}`.toLowerCase()];
}

function split(name: string): { parts: string[]; tag: string } {
  const parts = name.split('/');
  const last = parts.pop() ?? '';
  const colon = last.indexOf(':');
  if (colon < 0) return { parts: [...parts, last], tag: DEFAULT_TAG };
  return { parts: [...parts, last.slice(0, colon)], tag: last.slice(colon + 1) };
}
