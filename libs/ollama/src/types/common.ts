/** A JSON schema as Ollama takes it in `format` and in the parameters of a tool. */
export type JsonSchema = { [keyword: string]: unknown };

/** `"json"` for any JSON value, or a JSON schema: the output is constrained by a grammar. */
export type OllamaFormat = 'json' | JsonSchema;

/** How much a thinking model thinks; unset, a thinking model thinks. */
export type OllamaThink = boolean | 'low' | 'medium' | 'high' | 'max';

/** How long the model stays loaded: a Go duration (`"5m"`), seconds, 0 to unload now, negative for ever. */
export type OllamaKeepAlive = string | number;

export interface OllamaTokenLogprob {
  token: string;
  logprob: number;
  /** The token's UTF-8 bytes. */
  bytes?: number[] | null;
}

export interface OllamaLogprob extends OllamaTokenLogprob {
  /** 0 to 20 alternatives, the most likely first. */
  top_logprobs?: OllamaTokenLogprob[];
}

export type OllamaDoneReason = 'stop' | 'length' | 'load' | 'unload';

/** Counts in tokens, durations in nanoseconds; zero counts are left out on the wire. */
export interface OllamaMetrics {
  total_duration?: number;
  load_duration?: number;
  prompt_eval_count?: number;
  prompt_eval_cached_count?: number;
  prompt_eval_duration?: number;
  eval_count?: number;
  eval_duration?: number;
}
