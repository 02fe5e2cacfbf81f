import type { TranslationSettings } from '../translation/translation-settings.js';

/** What of the configuration is about text completions. */
export type CompletionSettings = Pick<
  TranslationSettings,
  | 'findProfile'
  | 'unknownFields'
  | 'maxChoices'
  | 'completions'
  | 'tokenizer'
  | 'decodeTokens'
  | 'logitBias'
  | 'reasoningField'
  | 'unsupportedReasoning'
>;
