/** Sampling and runtime options of a native request; what is not sent comes from the model's Modelfile. */
export interface OllamaOptions {
  num_ctx?: number;
  num_batch?: number;
  num_gpu?: number;
  main_gpu?: number;
  num_thread?: number;
  num_keep?: number;
  use_mmap?: boolean;
  /** Tokens to generate at most; -1 and 0 are unbounded. */
  num_predict?: number;
  seed?: number;
  temperature?: number;
  top_k?: number;
  top_p?: number;
  min_p?: number;
  typical_p?: number;
  repeat_last_n?: number;
  repeat_penalty?: number;
  presence_penalty?: number;
  frequency_penalty?: number;
  stop?: string[];
  /** Biases by the ids of tokens; the embedded engine's alone. */
  logit_bias?: Record<string, number>;
}
