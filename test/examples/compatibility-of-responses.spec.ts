import { describe, expect, it } from 'vitest';
import { NAMES, namesOf, refusalOf, rowsBelow, within } from './compatibility-tables.js';
import { REQUEST_KINDS } from './compatible-requests.js';

const { translate } = REQUEST_KINDS.find(({ heading }) => heading === 'Responses') as (typeof REQUEST_KINDS)[number];
const refusedAt = (param: string) => ({ status: 400, param, code: 'unsupported_parameter' });

describe('the table of tools', () => {
  const rows = rowsBelow('Tools of a response');

  it('has every type of OpenAI’s', () => {
    expect(namesOf(rows)).toEqual(expect.arrayContaining(NAMES.types['Tool'] as string[]));
    expect(namesOf(rows, 'done', 'refused', 'left out')).toEqual(namesOf(rows));
  });

  it.each(namesOf(rows, 'refused'))('is right that %s is refused', (type) => {
    expect(refusalOf(() => translate({ tools: [{ type }] }))).toMatchObject(refusedAt('tools[0]'));
  });

  it.each(rows.flatMap(({ refused }) => refused))('is right that a grammar is refused', (fields) => {
    expect(refusalOf(() => translate(fields))).toMatchObject(refusedAt('tools[0].format'));
  });

  it.each(namesOf(rows, 'left out'))('is right that %s is left out', (type) => {
    const { nativeRequests, ignoredFields } = translate({ tools: [{ type }] });
    expect(nativeRequests).toEqual(translate({}).nativeRequests);
    expect(ignoredFields).toEqual(['tools[0]']);
  });

  it.each([
    { type: 'function', name: 'f' },
    { type: 'custom', name: 'f' },
    { type: 'namespace', name: 'n', tools: [{ type: 'function', name: 'f' }] },
  ])('is right that $type reaches the model', (tool) => {
    expect(namesOf(rows, 'done')).toContain(tool.type);
    expect(translate({ tools: [tool] }).nativeRequests).toMatchObject([{ tools: [{ type: 'function' }] }]);
  });
});

const BEFORE = { role: 'user', content: 'Hello!' };
/** What types that are refused or left out need beside their type. */
const WITH = { id: 'x_1', encrypted_content: 'x' };

describe('the table of items', () => {
  const rows = rowsBelow('Items of a response');

  it('has every type of OpenAI’s, and no other', () => {
    expect(namesOf(rows)).toEqual(NAMES.types['InputItem']);
    expect(namesOf(rows, 'done', 'refused', 'left out')).toEqual(namesOf(rows));
  });

  it.each(namesOf(rows, 'refused'))('is right that %s is refused', (type) => {
    expect(refusalOf(() => translate({ input: [BEFORE, { type, ...WITH }] }))).toMatchObject(refusedAt('input[1]'));
  });

  it.each(namesOf(rows, 'left out'))('is right that %s is left out', (type) => {
    const { nativeRequests, ignoredFields } = translate({ input: [BEFORE, { type, ...WITH }] });
    expect(nativeRequests).toEqual(translate({ input: [BEFORE] }).nativeRequests);
    expect(ignoredFields).toEqual(['input[1]']);
  });

  it.each(namesOf(rows, 'done'))('is right that %s is known, and more than its type', (type) => {
    const refusal = refusalOf(() => expect(translate({ input: [BEFORE, { type }] }).ignoredFields).toEqual([]));
    expect(refusal?.param ?? 'input[1].x').toMatch(within('input\\[1\\]'));
    expect(refusal?.param).not.toBe('input[1].type');
    expect(refusal?.code).not.toBe('unsupported_parameter');
  });
});
