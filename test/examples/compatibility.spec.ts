import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ChatCompletionRequestDto, OpenAiError, translateChatCompletion } from '@app/openai';
import { SETTINGS, stamp } from '../conformance/play-chat.js';
import { CODE_BLOCKS, codesIn, tableBelow } from './readme.js';

const ROWS = tableBelow('Chat completions, field by field');
const FIELDS = getMetadataStorage()
  .getTargetValidationMetadatas(ChatCompletionRequestDto, '', true, false)
  .map(({ propertyName }) => propertyName);

/** Each value that a row calls refused. */
const REFUSED = ROWS.flatMap(([field, , remark]) =>
  codesIn(remark)
    .filter((code) => code.startsWith('{'))
    .map((code) => ({ field: codesIn(field)[0] as string, fields: JSON.parse(code) as Record<string, unknown> })),
);

describe('the compatibility table of the README', () => {
  it('has every field of a chat completion', () => {
    expect(ROWS.map(([field]) => codesIn(field)[0] as string).toSorted()).toEqual([...new Set(FIELDS)].toSorted());
  });

  it('says of each field what becomes of it', () => {
    expect(ROWS.filter(([, verdict = '']) => !['done', 'refused', 'hint'].includes(verdict))).toEqual([]);
  });

  it('gives a value for each field that is refused', () => {
    const refused = ROWS.filter(([, verdict]) => verdict === 'refused').map(([field]) => codesIn(field)[0]);
    expect(refused.length).toBeGreaterThan(0);
    expect(REFUSED.map(({ field }) => field)).toEqual(expect.arrayContaining(refused));
  });

  it.each(REFUSED)('is right that $fields is refused', ({ field, fields }) => {
    expect(errorOf(fields)).toMatchObject({
      status: 400,
      param: expect.stringMatching(`^${field}($|\\[|\\.)`) as string,
      code: 'unsupported_parameter',
    });
  });

  it('is followed by an error as it is answered', () => {
    const shown = CODE_BLOCKS.find(({ language }) => language === 'json')?.code ?? '';
    expect(errorOf({ store: true })?.toBody()).toEqual(JSON.parse(shown));
  });
});

function errorOf(fields: Record<string, unknown>): OpenAiError | undefined {
  const body = { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }], ...fields };
  try {
    translateChatCompletion(body, stamp(), SETTINGS);
    return undefined;
  } catch (error) {
    if (error instanceof OpenAiError) return error;
    throw error;
  }
}
