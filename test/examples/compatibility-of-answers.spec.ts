import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { DOCUMENT, NAMES, namesOf, rowsBelow } from './compatibility-tables.js';
import { codesIn, tableBelow } from './readme.js';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Schemas {
  components: { schemas: Record<string, Schema> };
}

const { gateway } = await gatewayOnFakeOllama();
const ours = (await (await gateway.fetch('/openapi.json')).json()) as Schemas;
const theirs = JSON.parse(readFileSync('test/fixtures/openai-schema/schemas.json', 'utf8')) as Schemas;

/** The properties of a schema and of what is in it, by their paths, each before those within it. */
function pathsOf(document: Schemas, schema: Schema | undefined, prefix = ''): string[] {
  if (schema === undefined) return [];
  const { $ref, properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  const named = $ref === undefined ? undefined : document.components.schemas[$ref.split('/').at(-1) as string];
  return [
    ...[named, items, ...anyOf, ...oneOf, ...allOf].flatMap((part) => pathsOf(document, part, prefix)),
    ...Object.entries(properties).flatMap(([name, property]) => [
      prefix + name,
      ...pathsOf(document, property, `${prefix}${name}.`),
    ]),
  ];
}

/** Those paths that others lack, without what is in them: where all that is in a property is lacking, the property. */
function lacking(paths: readonly string[], others: readonly string[]): string[] {
  const isLacking = (path: string) => !others.includes(path);
  const within = (path: string) => paths.filter((other) => other.startsWith(`${path}.`));
  const tops = paths.filter((path) => isLacking(path) || (within(path).length > 0 && within(path).every(isLacking)));
  return [...new Set(tops.filter((path) => !tops.some((top) => path.startsWith(`${top}.`))))].toSorted();
}

describe('the table of a model', () => {
  const rows = rowsBelow('Models');

  it('has every field that is told, and those of OpenAI’s that are not', () => {
    const told = pathsOf(ours, ours.components.schemas['ModelDto']).filter((path) => !path.includes('.'));
    expect(namesOf(rows, 'told', 'added')).toEqual(told.toSorted());
    expect(namesOf(rows, 'told', 'left out')).toEqual(NAMES.fields['Model']);
    expect(namesOf(rows, 'told', 'added', 'left out')).toEqual(namesOf(rows));
  });
});

describe('the table of answers', () => {
  it.each([
    ['POST /v1/chat/completions', 'CreateChatCompletionResponse', 'ChatCompletionDto'],
    ['POST /v1/completions', 'CreateCompletionResponse', 'CompletionDto'],
    ['POST /v1/embeddings', 'CreateEmbeddingResponse', 'EmbeddingListDto'],
    ['POST /v1/audio/transcriptions', 'CreateTranscriptionResponseJson', 'TranscriptionDto'],
    ['POST /v1/audio/translations', 'CreateTranslationResponseJson', 'AudioTranslationDto'],
    ['POST /v1/responses/input_tokens', 'TokenCountsResource', 'InputTokensDto'],
  ])('has what is left out of the answer of %s, and what is added', (endpoint, name, dto) => {
    const documented = pathsOf(theirs, theirs.components.schemas[name]);
    const told = pathsOf(ours, ours.components.schemas[dto]);
    expect(documented.length).toBeGreaterThan(0);
    const rows = tableBelow('Fields of answers', DOCUMENT);
    const [, leftOut, added] = rows.find(([first]) => codesIn(first)[0] === endpoint) ?? [];
    expect(codesIn(leftOut).toSorted()).toEqual(lacking(documented, told));
    expect(codesIn(added).toSorted()).toEqual(lacking(told, documented));
  });
});
