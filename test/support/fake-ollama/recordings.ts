import { readFileSync } from 'node:fs';

/** The files of `test/fixtures/native-recordings`, a kind of request each. */
export type RecordingFile = 'server' | 'models' | 'chat' | 'generate' | 'embed' | 'faults';

/** One exchange with a real Ollama 0.24.0. */
export interface Recording {
  id: string;
  request: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: unknown;
    /** A body that is not JSON. */
    raw?: string;
  };
  response: {
    status: number;
    headers: Record<string, string>;
    /** Either the whole body, or what each read of the socket brought, `ms` after the request. */
    body?: string;
    chunks?: { ms: number; data: string }[];
  };
}

const files = new Map<RecordingFile, Recording[]>();

/** All recordings of a file. */
export function recordings(file: RecordingFile): Recording[] {
  const known = files.get(file);
  if (known) return known;
  const url = new URL(`../../fixtures/native-recordings/${file}.json`, import.meta.url);
  const read = JSON.parse(readFileSync(url, 'utf8')) as Recording[];
  files.set(file, read);
  return read;
}

/** One recording, such as `recording('chat', 'first-stream')`. */
export function recording(file: RecordingFile, id: string): Recording {
  const found = recordings(file).find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no recording "${id}" in ${file}.json`);
  return found;
}

/** The body that a recorded answer had, in one piece. */
export function recordedBody({ response }: Recording): string {
  return response.body ?? (response.chunks ?? []).map(({ data }) => data).join('');
}

/** The values of a recorded answer's lines, or its only value. */
export function recordedLines(exchange: Recording): unknown[] {
  return recordedBody(exchange)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
