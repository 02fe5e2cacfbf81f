import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { fieldsOf, NAMES, namesOf, refusalOf, rowsBelow, within } from './compatibility-tables.js';
import { HINTS, REQUEST_KINDS } from './compatible-requests.js';
import { CODE_BLOCKS, codesIn, README, tableBelow } from './readme.js';

const { gateway } = await gatewayOnFakeOllama();

describe.each(REQUEST_KINDS)('the table of $endpoint', ({ heading, schema, Dto, translate }) => {
  const rows = rowsBelow(heading);
  const fieldRows = rows.map(({ names, ...row }) => ({ field: names[0] as string, ...row }));
  const known = fieldsOf(Dto);
  const refusals = fieldRows.flatMap(({ field, verdict, refused }) =>
    refused.map((fields) => ({ field, verdict, fields })),
  );

  it('has every field that is known here, and every one of OpenAI’s', () => {
    expect(namesOf(rows)).toEqual([...new Set([...known, ...(NAMES.fields[schema] as string[])])].toSorted());
  });

  it('says of each field what becomes of it', () => {
    expect(rows.filter(({ verdict }) => !['done', 'refused', 'hint'].includes(verdict))).toEqual([]);
  });

  it('gives a value for each field that is refused', () => {
    expect(fieldRows.filter(({ verdict, refused }) => verdict === 'refused' && refused.length === 0)).toEqual([]);
  });

  it.each(refusals)('is right that $fields is refused', ({ field, verdict, fields }) => {
    expect(refusalOf(() => translate(fields))).toMatchObject({
      status: 400,
      param: expect.stringMatching(within(field)) as string,
      ...(verdict === 'refused' && { code: 'unsupported_parameter' }),
    });
  });

  it.each(namesOf(rows, 'hint'))('is right that %s changes nothing', (field) => {
    const plain = translate({ stream: true });
    const hinted = translate({ stream: true, [field]: HINTS[field] });
    expect(HINTS[field]).toBeDefined();
    expect(hinted.nativeRequests).toEqual(plain.nativeRequests);
    const told = known.includes(field) ? [] : [field];
    expect(hinted.ignoredFields).toEqual([...plain.ignoredFields, ...told]);
  });

  it('is summed up in the README', () => {
    const counts = ['done', 'refused', 'hint'].map((verdict) => String(namesOf(rows, verdict).length));
    const summary = tableBelow('Compatibility').map(([endpoint, ...cells]) => [codesIn(endpoint)[0], ...cells]);
    expect(summary).toContainEqual([REQUEST_KINDS.find((kind) => kind.heading === heading)?.endpoint, ...counts]);
  });
});

describe('the table of endpoints', () => {
  const rows = rowsBelow('Endpoints');
  const refused = namesOf(rows, 'refused');

  it('has every endpoint of OpenAI’s on these pages', () => {
    expect(namesOf(rows)).toEqual(NAMES.endpoints);
  });

  it('calls done what the README lists', () => {
    const listed = tableBelow('Endpoints').flatMap(([endpoint]) => codesIn(endpoint));
    expect(namesOf(rows, 'done')).toEqual(listed.filter((endpoint) => endpoint.includes(' /v1/')).toSorted());
  });

  it.each(refused)('is right that there is no %s', async (endpoint) => {
    const [method = '', path = ''] = endpoint.split(' ');
    const response = await gateway.fetch(path.replaceAll(/\{\w+\}/g, 'x_1'), { method });
    const { error } = (await response.json()) as { error: { code: string } };
    expect(['404 unknown_url', '405 method_not_supported']).toContain(`${response.status} ${error.code}`);
  });

  it('is summed up in the README', () => {
    const done = namesOf(rows, 'done').length;
    const summary = /Of its (\d+) endpoints (\d+) are\s+done/.exec(README);
    expect(summary?.slice(1).map(Number)).toEqual([done + refused.length, done]);
  });
});

describe('the errors of the README', () => {
  it('are as they are answered', () => {
    const shown = CODE_BLOCKS.find(({ language }) => language === 'json')?.code ?? '';
    const { translate } = REQUEST_KINDS[0] as (typeof REQUEST_KINDS)[number];
    expect(refusalOf(() => translate({ store: true }))?.toBody()).toEqual(JSON.parse(shown));
  });
});
