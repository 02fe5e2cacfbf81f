// Takes the schemas that the tests need out of OpenAI's OpenAPI document.
//   node test/support/openai-schema/extract.mjs openapi.json[.gz]
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const ROOTS = [
  'CreateChatCompletionResponse',
  'CreateChatCompletionStreamResponse',
  'CreateCompletionResponse',
  'CreateEmbeddingResponse',
  'ListModelsResponse',
  'Model',
  'DeleteModelResponse',
  'CreateTranscriptionResponseJson',
  'CreateTranscriptionResponseStreamEvent',
  'CreateTranslationResponseJson',
  'Response',
  'ResponseStreamEvent',
  'TokenCountsResource',
  'ErrorResponse',
];
const TARGET = new URL('../../fixtures/openai-schema/schemas.json', import.meta.url);
// Names under these are properties, not keywords.
const NAMED = new Set(['properties', '$defs']);
const LEFT_OUT = /^(description|title|example|examples|default|deprecated|x-.*)$/;

const source = process.argv[2];
if (source === undefined) throw new Error('usage: extract.mjs openapi.json[.gz]');
const bytes = readFileSync(source);
const document = JSON.parse(source.endsWith('.gz') ? gunzipSync(bytes) : bytes);
const schemas = {};
for (const root of ROOTS) take(root);
const sorted = Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  TARGET,
  `${JSON.stringify({ version: document.info.version, components: { schemas: sorted } }, null, 1)}\n`,
);

function take(name) {
  if (name in schemas) return;
  schemas[name] = {};
  schemas[name] = reduce(document.components.schemas[name]);
}

function reduce(schema) {
  if (Array.isArray(schema)) return schema.map(reduce);
  if (typeof schema !== 'object' || schema === null) return schema;
  const reduced = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (LEFT_OUT.test(keyword) || keyword === 'nullable') continue;
    if (keyword === '$ref') take(value.split('/').at(-1));
    if (keyword === 'discriminator') {
      // The validator knows it without a mapping, and where every branch has the property itself.
      if (tellsApart(branchesOf(schema), value)) reduced.discriminator = { propertyName: value.propertyName };
    } else if (keyword === 'anyOf' && schema.discriminator && tellsApart(value, schema.discriminator)) {
      // The validator knows it beside oneOf only.
      reduced.oneOf = reduce(value);
    } else if (keyword === 'enum' || keyword === 'required' || keyword === 'const') reduced[keyword] = value;
    else if (NAMED.has(keyword)) reduced[keyword] = reduceNamed(value);
    else reduced[keyword] = reduce(value);
  }
  // The document says 3.1 and still has `nullable`, the word of 3.0.
  return schema.nullable === true ? { anyOf: [reduced, { type: 'null' }] } : reduced;
}

function branchesOf({ oneOf = [], anyOf = [] }) {
  return [...oneOf, ...anyOf];
}

function tellsApart(branches, { propertyName }) {
  // The document has some discriminators of nothing.
  if (branches.length === 0) return false;
  return branches.every((branch) => {
    const { properties = {}, required = [] } = branch.$ref ? named(branch.$ref) : branch;
    return propertyName in properties && required.includes(propertyName);
  });
}

function named(reference) {
  return document.components.schemas[reference.split('/').at(-1)];
}

function reduceNamed(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, reduce(schema)]));
}
