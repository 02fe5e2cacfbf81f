import type { CompletionsMode, FindModelProfile, Tokenizer } from '../models/model-profile.js';
import type { DecodeTokens } from '../tokens/decode-tokens.js';
import type { UnknownFieldsMode } from '../validation/unknown-fields-mode.js';
import type { ResponseSettings } from './response-settings.js';

export const UNSUPPORTED_REASONING_MODES = ['drop', 'refuse'] as const;

/** A reasoning effort for a model that cannot think: dropped and told in a header, or refused. */
export type UnsupportedReasoningMode = (typeof UNSUPPORTED_REASONING_MODES)[number];

export const REASONING_FIELDS = ['reasoning', 'reasoning_content', 'both'] as const;

/** What the thoughts of a model are called in an answer: the OpenAI API has no word for them. */
export type ReasoningField = (typeof REASONING_FIELDS)[number];

/** What the configuration decides of every translation. */
export interface TranslationSettings {
  readonly findProfile: FindModelProfile;
  readonly unknownFields: UnknownFieldsMode;
  /** Most generations that one request may ask for. */
  readonly maxChoices: number;
  /** For models whose profile has none. */
  readonly completions: CompletionsMode;
  /** For models whose profile has none. */
  readonly tokenizer: Tokenizer;
  readonly decodeTokens: DecodeTokens;
  /** How often an answer that is not in the form that was asked for is generated again. */
  readonly answerRetries: number;
  readonly unsupportedReasoning: UnsupportedReasoningMode;
  readonly reasoningField: ReasoningField;
  /** Whether `options.logit_bias` is known to whoever answers: the embedded engine knows it, Ollama does not. */
  readonly logitBias: boolean;
  readonly responses: ResponseSettings;
}
