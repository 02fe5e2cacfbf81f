import type {
  OllamaDoneReason,
  OllamaFormat,
  OllamaKeepAlive,
  OllamaLogprob,
  OllamaMetrics,
  OllamaThink,
} from './common.js';
import type { OllamaOptions } from './options.js';

/** Body of `POST /api/generate`. */
export interface OllamaGenerateRequest {
  model: string;
  prompt: string;
  /** The text after the insertion point; the model needs the `insert` capability. */
  suffix?: string;
  system?: string;
  template?: string;
  /** Apply no template to the prompt. */
  raw?: boolean;
  /** Base64 without a data URL's prefix. */
  images?: string[];
  /** Ollama streams unless this is false. */
  stream?: boolean;
  format?: OllamaFormat;
  keep_alive?: OllamaKeepAlive;
  options?: OllamaOptions;
  think?: OllamaThink;
  /** Cut a prompt longer than the context (Ollama's default: true). */
  truncate?: boolean;
  /** Shift the context when generation reaches its end (Ollama's default: true). */
  shift?: boolean;
  logprobs?: boolean;
  top_logprobs?: number;
}

interface OllamaGenerateChunkBase {
  model: string;
  /** RFC 3339 with nanoseconds. */
  created_at: string;
  response: string;
  thinking?: string;
  logprobs?: OllamaLogprob[];
}

export interface OllamaGenerateDelta extends OllamaGenerateChunkBase {
  done: false;
}

/** The last line of a stream, or the whole answer when not streaming. It may carry text. */
export interface OllamaGenerateEnd extends OllamaGenerateChunkBase, OllamaMetrics {
  done: true;
  done_reason?: OllamaDoneReason;
  /** The tokens of prompt and answer; left out when `raw`. */
  context?: number[];
}

export type OllamaGenerateChunk = OllamaGenerateDelta | OllamaGenerateEnd;
