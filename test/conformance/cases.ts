import { readFileSync } from 'node:fs';

/** One recorded exchange of Ollama's own OpenAI layer, with a scripted native handler behind it. */
export interface ConformanceCase {
  id: string;
  request: { method: string; path: string; body?: unknown; raw?: string; headers?: Record<string, string> };
  /** What reached the native handler; null when the request was refused before. */
  nativeRequest: object | null;
  /** Null when the native handler was not asked. */
  nativeAnswer: NativeAnswer | null;
  response: { status: number; contentType: string; body?: unknown; text?: string; events?: RecordedEvent[] };
}

export type NativeAnswer =
  | { status: number; type: 'json'; body: Record<string, unknown> }
  | { status: number; type: 'ndjson'; chunks: object[] }
  | { status: number; type: 'raw'; body: string };

export interface RecordedEvent {
  event?: string;
  data: unknown;
}

/** What a gateway did with a case: over HTTP, or the pure functions alone. */
export interface Observed {
  /** The native request that it made; null for none. */
  native: object | null;
  status: number;
  body?: unknown;
  text?: string;
  events?: RecordedEvent[];
}

const FIXTURES = new URL('../fixtures/conformance/', import.meta.url);

export function loadCases(...files: string[]): ConformanceCase[] {
  return files.flatMap((file) => JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as ConformanceCase[]);
}

export const CHAT_FILES = ['answers', 'errors', 'messages', 'requests', 'streams'].map((name) => `chat/${name}.json`);
export const RESPONSES_FILES = ['answers', 'errors', 'requests', 'streams'].map((name) => `responses/${name}.json`);
