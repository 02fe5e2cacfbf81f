import type {
  JsonSchema,
  OllamaDoneReason,
  OllamaFormat,
  OllamaKeepAlive,
  OllamaLogprob,
  OllamaMetrics,
  OllamaThink,
} from './common.js';
import type { OllamaOptions } from './options.js';

export type OllamaRole = 'system' | 'user' | 'assistant' | 'tool';

export interface OllamaToolCall {
  /** Older servers send none. */
  id?: string;
  function: {
    /** Older servers number every call 0. */
    index?: number;
    name: string;
    arguments: Record<string, unknown>;
  };
}

export interface OllamaMessage {
  role: OllamaRole;
  content: string;
  thinking?: string;
  /** Base64 without a data URL's prefix; audio travels here too. */
  images?: string[];
  tool_calls?: OllamaToolCall[];
  tool_name?: string;
  tool_call_id?: string;
}

export interface OllamaTool {
  type: 'function';
  function: {
    name: string;
    description?: string;
    parameters?: JsonSchema;
  };
}

/** Body of `POST /api/chat`. */
export interface OllamaChatRequest {
  model: string;
  messages: OllamaMessage[];
  /** Ollama streams unless this is false. */
  stream?: boolean;
  format?: OllamaFormat;
  keep_alive?: OllamaKeepAlive;
  tools?: OllamaTool[];
  options?: OllamaOptions;
  think?: OllamaThink;
  /** Drop old messages of a prompt longer than the context (Ollama's default: true). */
  truncate?: boolean;
  /** Shift the context when generation reaches its end (Ollama's default: true). */
  shift?: boolean;
  logprobs?: boolean;
  top_logprobs?: number;
}

export interface OllamaChatMessage {
  role: 'assistant';
  content: string;
  thinking?: string;
  tool_calls?: OllamaToolCall[];
}

interface OllamaChatChunkBase {
  model: string;
  /** RFC 3339 with nanoseconds. */
  created_at: string;
  message: OllamaChatMessage;
  logprobs?: OllamaLogprob[];
}

export interface OllamaChatDelta extends OllamaChatChunkBase {
  done: false;
}

/** The last line of a stream, or the whole answer when not streaming. It may carry content. */
export interface OllamaChatEnd extends OllamaChatChunkBase, OllamaMetrics {
  done: true;
  done_reason?: OllamaDoneReason;
}

export type OllamaChatChunk = OllamaChatDelta | OllamaChatEnd;
