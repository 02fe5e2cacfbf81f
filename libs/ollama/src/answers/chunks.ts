import { OllamaError } from '../errors/ollama-error.js';
import type { OllamaChatChunk, OllamaChatEnd } from '../types/chat.js';
import type { OllamaGenerateChunk } from '../types/generate.js';
import type { JsonObject } from './json-object.js';

/** Takes an object of the wire as a chunk. Throws an OllamaError of kind `invalid-json` when it is something else. */
export type ToChunk<Chunk> = (line: JsonObject) => Chunk;

export function toChatChunk(line: JsonObject): OllamaChatChunk {
  // Old servers leave the message of the last chunk out.
  if (line.done === true) line.message ??= { role: 'assistant', content: '' } satisfies OllamaChatEnd['message'];
  if (!isObject(line.message)) throw invalid();
  completeMessage(line.message);
  return line as unknown as OllamaChatChunk;
}

export function toGenerateChunk(line: JsonObject): OllamaGenerateChunk {
  if (line.done === true) line.response ??= '';
  if (typeof line.response !== 'string') throw invalid();
  return line as unknown as OllamaGenerateChunk;
}

/**
 * Takes the whole answer to a request with `stream: false` as its only chunk.
 *
 * @throws OllamaError of kind `incomplete` when it does not say that it is done
 */
export function toOnlyChunk<Chunk extends { done: boolean }>(answer: JsonObject, toChunk: ToChunk<Chunk>): Chunk {
  const chunk = toChunk(answer);
  if (!chunk.done) throw new OllamaError({ kind: 'incomplete' });
  return chunk;
}

/** Old servers leave empty content out, and say null for no arguments. */
function completeMessage(message: JsonObject): void {
  message.content ??= '';
  if (typeof message.content !== 'string') throw invalid();
  if (message.tool_calls === undefined) return;
  message.tool_calls ??= [];
  if (!Array.isArray(message.tool_calls)) throw invalid();
  for (const call of message.tool_calls as unknown[]) completeCall(call);
}

function completeCall(call: unknown): void {
  if (!isObject(call) || !isObject(call.function) || typeof call.function.name !== 'string') throw invalid();
  call.function.arguments ??= {};
  if (!isObject(call.function.arguments)) throw invalid();
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(): OllamaError {
  return new OllamaError({ kind: 'invalid-json' });
}
