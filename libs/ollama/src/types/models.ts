export type OllamaCapability =
  'completion' | 'tools' | 'insert' | 'vision' | 'embedding' | 'thinking' | 'audio' | 'image';

export interface OllamaModelDetails {
  parent_model?: string;
  format?: string;
  family?: string;
  /** `null` on old servers. */
  families?: string[] | null;
  /** As people say it: `7.6B`. */
  parameter_size?: string;
  quantization_level?: string;
}

/** A model that is there, as `GET /api/tags` lists it. */
export interface OllamaModel {
  name: string;
  model: string;
  /** RFC 3339 with nanoseconds. */
  modified_at: string;
  /** Bytes on disk. */
  size: number;
  digest: string;
  details: OllamaModelDetails;
  /** Newer servers only. */
  capabilities?: OllamaCapability[];
  /** Set when the model runs on another Ollama, such as ollama.com. */
  remote_model?: string;
  remote_host?: string;
}

/** Answer of `GET /api/tags`. */
export interface OllamaTagsResponse {
  models: OllamaModel[];
}

/** Body of `POST /api/show`. */
export interface OllamaShowRequest {
  model: string;
  /** Adds the tokenizer's tables to `model_info`: megabytes. */
  verbose?: boolean;
}

/** Answer of `POST /api/show`; what a model has not is left out. */
export interface OllamaShowResponse {
  license?: string;
  modelfile?: string;
  /** Modelfile text, a parameter a line: `num_ctx 8192`. */
  parameters?: string;
  template?: string;
  system?: string;
  details?: OllamaModelDetails;
  /** GGUF metadata, such as `general.architecture` and `<architecture>.context_length`. */
  model_info?: Record<string, unknown>;
  projector_info?: Record<string, unknown>;
  tensors?: OllamaTensor[];
  capabilities?: OllamaCapability[];
  /** RFC 3339 with nanoseconds. */
  modified_at?: string;
  remote_model?: string;
  remote_host?: string;
}

/** Body of `DELETE /api/delete`. */
export interface OllamaDeleteRequest {
  model: string;
}

export interface OllamaTensor {
  name: string;
  type: string;
  shape: number[];
}

/** A model in memory, as `GET /api/ps` lists it. */
export interface OllamaRunningModel {
  name: string;
  model: string;
  /** Bytes in memory, those on the GPU included. */
  size: number;
  digest: string;
  details: OllamaModelDetails;
  /** RFC 3339 with nanoseconds. */
  expires_at: string;
  /** Bytes on the GPU. */
  size_vram: number;
  /** Tokens; older servers send none. */
  context_length?: number;
}

/** Answer of `GET /api/ps`. */
export interface OllamaPsResponse {
  models: OllamaRunningModel[];
}

/** Answer of `GET /api/version`. */
export interface OllamaVersionResponse {
  version: string;
}
