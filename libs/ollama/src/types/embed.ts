import type { OllamaKeepAlive } from './common.js';
import type { OllamaOptions } from './options.js';

/** Body of `POST /api/embed`. */
export interface OllamaEmbedRequest {
  model: string;
  input: string | string[];
  /** Cut an input longer than the context (Ollama's default: true). */
  truncate?: boolean;
  dimensions?: number;
  keep_alive?: OllamaKeepAlive;
  options?: OllamaOptions;
}

/** Durations in nanoseconds; zero values are left out on the wire. */
export interface OllamaEmbedResponse {
  model: string;
  /** One vector an input, in the order of the inputs; none for an empty input. */
  embeddings: number[][];
  total_duration?: number;
  load_duration?: number;
  /** Tokens of all inputs together. */
  prompt_eval_count?: number;
}
