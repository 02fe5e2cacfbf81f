import type { CompletionsMode, FindModelProfile, Tokenizer } from '../models/model-profile.js';
import type { DecodeTokens } from '../tokens/decode-tokens.js';

export const UNKNOWN_FIELDS_MODES = ['ignore', 'warn', 'reject'] as const;

/** Fields that the API does not know: dropped, told in a header, or refused. */
export type UnknownFieldsMode = (typeof UNKNOWN_FIELDS_MODES)[number];

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
}
