import type { FindModelProfile } from '../models/model-profile.js';

export const UNKNOWN_FIELDS_MODES = ['ignore', 'warn', 'reject'] as const;

/** Fields that the API does not know: dropped, told in a header, or refused. */
export type UnknownFieldsMode = (typeof UNKNOWN_FIELDS_MODES)[number];

/** What the configuration decides of every translation. */
export interface TranslationSettings {
  readonly findProfile: FindModelProfile;
  readonly unknownFields: UnknownFieldsMode;
  /** Most generations that one request may ask for. */
  readonly maxChoices: number;
}
