import { readFileSync } from 'node:fs';
import { OpenAiError } from '@app/openai';
import { getMetadataStorage } from 'class-validator';
import { codesIn, tableBelow } from './readme.js';

export const DOCUMENT = readFileSync('docs/compatibility.md', 'utf8');

/** What OpenAI's own document has; `test/support/openai-schema/extract-names.mjs` writes it. */
export const NAMES = JSON.parse(readFileSync('test/fixtures/openai-schema/names.json', 'utf8')) as {
  endpoints: string[];
  fields: Record<string, string[]>;
  types: Record<string, string[]>;
};

/** A row of a table: what it is about, and what becomes of it. */
export interface Row {
  names: string[];
  verdict: string;
  /** Each value that it calls refused: the fields of a request. */
  refused: Record<string, unknown>[];
}

/** The rows of the table below a heading of `docs/compatibility.md`. */
export function rowsBelow(heading: string): Row[] {
  return tableBelow(heading, DOCUMENT).map(([names, verdict = '', remark]) => ({
    names: codesIn(names),
    verdict,
    refused: codesIn(remark)
      .filter((code) => code.startsWith('{'))
      .map((code) => JSON.parse(code) as Record<string, unknown>),
  }));
}

/** The names in rows of these verdicts, or in all. */
export function namesOf(rows: readonly Row[], ...verdicts: string[]): string[] {
  return rows
    .filter(({ verdict }) => verdicts.length === 0 || verdicts.includes(verdict))
    .flatMap(({ names }) => names)
    .toSorted();
}

/** The fields of a request that a DTO knows. */
export function fieldsOf(Dto: new () => object): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(Dto, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))].toSorted();
}

/** Why something is refused; undefined when it is not. */
export function refusalOf(translate: () => unknown): OpenAiError | undefined {
  try {
    translate();
    return undefined;
  } catch (error) {
    if (error instanceof OpenAiError) return error;
    throw error;
  }
}

/** Matches the path of a field, or of something within it. */
export function within(field: string): RegExp {
  return new RegExp(`^${field}($|\\[|\\.)`);
}
