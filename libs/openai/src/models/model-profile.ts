import type { OllamaKeepAlive, OllamaOptions } from '@app/ollama';
import type { ReasoningEffort } from './reasoning-effort.js';

/** Vocabularies of OpenAI's models, in which clients send token arrays. */
export const TOKENIZERS = ['cl100k_base', 'o200k_base'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** What a text completion's prompt goes through: nothing, or the model's chat template. */
export const COMPLETIONS_MODES = ['raw', 'template'] as const;
export type CompletionsMode = (typeof COMPLETIONS_MODES)[number];

/**
 * What the configuration says of a model. It stands in for what a request leaves unset; what both leave unset is left to
 * the model's own settings in Ollama.
 */
export interface ModelProfile {
  /** The model's name in Ollama: not the client's for an alias. */
  readonly nativeModel: string;
  readonly options?: OllamaOptions;
  readonly keepAlive?: OllamaKeepAlive;
  /** System prompt of a conversation that has none. */
  readonly system?: string;
  readonly reasoningEffort?: ReasoningEffort;
  /** No request gets more tokens than these. */
  readonly maxOutputTokens?: number;
  /** For a request that does not say how many. */
  readonly defaultOutputTokens?: number;
  /** Vocabulary of token arrays sent to this model. */
  readonly tokenizer?: Tokenizer;
  /** What a text completion's prompt goes through: nothing, or the model's chat template. */
  readonly completions?: CompletionsMode;
  /** `auto` cuts what is longer than the context, as Ollama does; otherwise it is an error. */
  readonly truncation?: 'auto' | 'disabled';
}

/** Finds what is configured for the model that a request names, alias or not; any name has a profile. */
export type FindModelProfile = (model: string) => ModelProfile;
