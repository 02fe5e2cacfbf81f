// Takes out of OpenAI's OpenAPI document what the compatibility tables have to deal with: endpoints, fields and types.
//   node test/support/openai-schema/extract-names.mjs openapi.json[.gz]
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const PAGES = /^\/(chat\/completions|completions|embeddings|models|audio|responses)(\/|$)/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const WITH_FIELDS = [
  'CreateChatCompletionRequest',
  'CreateCompletionRequest',
  'CreateEmbeddingRequest',
  'CreateTranscriptionRequest',
  'CreateTranslationRequest',
  'CreateResponse',
  'TokenCountsBody',
  'Model',
];
const WITH_TYPES = ['Tool', 'InputItem'];
const TARGET = new URL('../../fixtures/openai-schema/names.json', import.meta.url);

const source = process.argv[2];
if (source === undefined) throw new Error('usage: extract-names.mjs openapi.json[.gz]');
const bytes = readFileSync(source);
const document = JSON.parse(source.endsWith('.gz') ? gunzipSync(bytes) : bytes);

const endpoints = Object.entries(document.paths).flatMap(([path, operations]) =>
  // The document has the beta of some endpoints as a path of its own.
  PAGES.test(path) && !path.includes('?')
    ? METHODS.filter((method) => method in operations).map((method) => `${method.toUpperCase()} /v1${path}`)
    : [],
);
const names = {
  version: document.info.version,
  endpoints: sorted(endpoints),
  fields: Object.fromEntries(WITH_FIELDS.map((name) => [name, sorted(fieldsOf(named(name)))])),
  types: Object.fromEntries(WITH_TYPES.map((name) => [name, sorted(typesOf(named(name)))])),
};
writeFileSync(TARGET, `${JSON.stringify(names, null, 1)}\n`);

function named(name) {
  return document.components.schemas[name];
}

function resolved(schema) {
  return schema.$ref ? named(schema.$ref.split('/').at(-1)) : schema;
}

function fieldsOf(schema) {
  const { properties = {}, allOf = [] } = resolved(schema);
  return [...Object.keys(properties), ...allOf.flatMap(fieldsOf)];
}

/** What `type` may be in an object of a union. */
function typesOf(schema) {
  const { properties = {}, anyOf = [], oneOf = [], allOf = [] } = resolved(schema);
  const unions = [...anyOf, ...oneOf, ...allOf].flatMap(typesOf);
  const type = properties.type ?? {};
  const own = type.enum ?? (type.const === undefined ? typesOfUnion(type) : [type.const]);
  return [...own, ...unions];
}

function typesOfUnion({ anyOf = [], oneOf = [], $ref }) {
  if ($ref) return resolved({ $ref }).enum ?? [];
  return [...anyOf, ...oneOf].flatMap((branch) => resolved(branch).enum ?? []);
}

function sorted(all) {
  return [...new Set(all)].toSorted((a, b) => (a < b ? -1 : 1));
}
