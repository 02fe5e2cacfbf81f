import type { OllamaKeepAlive } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { ANY, BOOL, INT, MAP, readRequest, STRING } from '../http/go-type.js';

export interface EmbedRequest {
  model: string;
  inputs: string[];
  truncate: boolean;
  dimensions?: number;
  keep_alive?: OllamaKeepAlive;
  options?: Record<string, unknown>;
}

const FIELDS = { model: STRING, truncate: BOOL, dimensions: INT, keep_alive: ANY, options: MAP };

/** Body of `POST /api/embed`. No text at all is no input. */
export function readEmbedRequest(body: unknown): EmbedRequest {
  const request = readRequest<EmbedRequest & { input: unknown }>(body, 'EmbedRequest', { ...FIELDS, input: ANY });
  const { model, input, truncate = true, dimensions, ...rest } = request;
  if (!model) throw NativeError.modelRequired();
  return { ...rest, model, truncate, dimensions: dimensions || undefined, inputs: inputsOf(input) };
}

/** Body of `POST /api/embeddings`, the older route. */
export function readEmbeddingsRequest(body: unknown): EmbedRequest {
  const request = readRequest<EmbedRequest & { prompt: string }>(body, 'EmbeddingRequest', {
    ...FIELDS,
    prompt: STRING,
  });
  const { model, prompt, ...rest } = request;
  if (!model) throw NativeError.modelRequired();
  return { ...rest, model, truncate: true, dimensions: undefined, inputs: prompt ? [prompt] : [] };
}

function inputsOf(input: unknown): string[] {
  if (input === undefined || input === '') return [];
  const inputs: unknown[] = [input].flat();
  if (!inputs.every((each) => typeof each === 'string')) throw NativeError.badRequest('invalid input type');
  return inputs;
}
