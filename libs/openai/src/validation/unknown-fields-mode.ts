export const UNKNOWN_FIELDS_MODES = ['ignore', 'warn', 'reject'] as const;

/** Fields that the API does not know: dropped, told in a header, or refused. */
export type UnknownFieldsMode = (typeof UNKNOWN_FIELDS_MODES)[number];
