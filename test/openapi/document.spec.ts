import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, it } from 'vitest';
import { codesIn, tableBelow } from '../examples/readme.js';
import { chatChunk, chatEnd, FakeOllama, json, ndjson } from '../support/fake-ollama/index.js';
import { startBuiltGateway } from './built-gateway.js';
import { type OpenApiDocument, operationsOf, propertiesOf, refsOf } from './openapi-document.js';

const ollama = await FakeOllama.start();
const gateway = await startBuiltGateway({ OLLAMA_HOST: ollama.origin });
afterAll(async () => {
  await gateway.close();
  await ollama.close();
});

const document = (await (await fetch(`${gateway.origin}/openapi.json`)).json()) as OpenApiDocument;
const operations = operationsOf(document);

// Swagger writes an example of a field beside its schema.
const ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: true });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

/** What is wrong with a value, by the document's schema at a JSON pointer. */
function violations(pointer: string, value: unknown): string[] {
  const validate = ajv.getSchema(`document#${pointer}`);
  if (validate === undefined) throw new Error(`There is no schema at ${pointer}`);
  return validate(value) === true
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const escape = (step: string) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
const pointerTo = (...steps: string[]) => `/${steps.map(escape).join('/')}`;

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
    expect(document.openapi).toBe('3.1.0');
  });

  it('has the endpoints of the README, besides the documentation itself', () => {
    const inReadme = tableBelow('Endpoints').flatMap(([endpoint]) => codesIn(endpoint));
    const routes = operations.map(([name]) => name);
    expect([...routes, 'GET /docs', 'GET /openapi.json'].toSorted()).toEqual(inReadme.toSorted());
  });

  it('refers to nothing that is not there', () => {
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...refsOf(document)].filter((ref) => !known.includes(ref))).toEqual([]);
  });

  it('gives every operation a name of its own', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(ids).toEqual(ids.map(() => expect.stringMatching(/^[a-z][A-Za-z]+$/) as string));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes its tags', () => {
    const described = document.tags.filter(({ description }) => description);
    expect(described).toEqual(document.tags);
  });
});

describe.each(operations)('%s', (_name, operation) => {
  it('says what it does, below a tag', () => {
    expect(operation.summary).toMatch(/\w/);
    const names = document.tags.map((tag) => tag.name);
    expect(operation.tags?.length).toBeGreaterThan(0);
    expect(operation.tags?.filter((tag) => !names.includes(tag))).toEqual([]);
  });

  it('describes its parameters', () => {
    const parameters = operation.parameters ?? [];
    expect(parameters.filter(({ description, schema }) => !description || !schema)).toEqual([]);
  });

  it('has a schema for every answer that has a body', () => {
    const answers = Object.entries(operation.responses).flatMap(([status, { description, content = {} }]) => {
      expect(description).toBeTypeOf('string');
      return Object.entries(content).map(([type, { schema }]) => ({ status, type, schema }));
    });
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter(({ schema }) => schema === undefined)).toEqual([]);
  });
});

describe.each(operations.filter(([name]) => name.includes(' /v1/')))('%s', (_name, { requestBody, responses }) => {
  it('tells every way to fail, in the one form', () => {
    const failures = Object.entries(responses).filter(([status]) => Number(status) >= 400);
    const ofEveryRoute = ['401', '502', '503', '504'];
    const ofBodies = requestBody ? ['400', '404', '408', '413', '415', '429', '500'] : [];
    expect(failures.map(([status]) => status)).toEqual(expect.arrayContaining([...ofEveryRoute, ...ofBodies]));
    for (const [, { content }] of failures) {
      expect(content).toEqual({ 'application/json': { schema: { $ref: '#/components/schemas/OpenAiErrorDto' } } });
    }
  });
});

const withJson = operations.flatMap(([name, { requestBody }]) => {
  const content = requestBody?.content['application/json'];
  return content ? [[name, content.examples ?? {}] as const] : [];
});

describe.each(withJson)('%s', (name, examples) => {
  const [method = '', path = ''] = name.split(' ');
  const schema = pointerTo('paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema');

  it('has examples, each with a name', () => {
    expect(Object.keys(examples).length).toBeGreaterThan(0);
    expect(Object.values(examples).filter(({ summary }) => !summary)).toEqual([]);
  });

  it.each(Object.entries(examples))('accepts its own example %s', (_key, { value }) => {
    expect(violations(schema, value)).toEqual([]);
  });
});

describe.each(Object.entries(document.components.schemas))('%s', (name, schema) => {
  const properties = [...propertiesOf(schema, name)];

  it('describes every property', () => {
    expect(properties.filter(([, { description, $ref }]) => !description && !$ref).map(([path]) => path)).toEqual([]);
  });

  it('has a type for every property', () => {
    const typed = ['$ref', 'type', 'oneOf', 'anyOf', 'allOf', 'enum', 'const'];
    const untyped = properties.filter(([, property]) => !typed.some((keyword) => keyword in property));
    expect(untyped.map(([path]) => path)).toEqual([]);
  });
});

describe('what is answered is what is documented', () => {
  const REQUEST = { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] };
  const at = (status: string, type: string, path = '/v1/chat/completions') =>
    pointerTo('paths', path, 'post', 'responses', status, 'content', type, 'schema');
  const ask = (body: object, path = '/v1/chat/completions') =>
    fetch(gateway.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('a chat completion', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Hi', thinking: 'Hm' } })));
    expect(violations(at('200', 'application/json'), await (await ask(REQUEST)).json())).toEqual([]);
  });

  it('the chunks of a stream', async () => {
    ollama.answers('POST /api/chat', ndjson([chatChunk({ thinking: 'Hm' }), chatChunk('Hi'), chatEnd()]));
    const response = await ask({ ...REQUEST, stream: true, stream_options: { include_usage: true } });
    const chunks = (await response.text()).split('\n\n').filter((event) => event.startsWith('data: {'));
    expect(chunks).toHaveLength(4);
    for (const chunk of chunks) {
      expect(violations(at('200', 'text/event-stream'), JSON.parse(chunk.slice('data: '.length)))).toEqual([]);
    }
  });

  it('a response, and its events', async () => {
    const path = '/v1/responses';
    const request = { model: 'demo', input: 'Hello!', include: ['reasoning.encrypted_content'] };
    const call = { function: { name: 'f', arguments: {} } };
    const message = { role: 'assistant' as const, content: 'Hi', thinking: 'Hm', tool_calls: [call] };
    ollama.answers('POST /api/chat', json(chatEnd({ message })), ndjson([chatEnd({ message })]));
    expect(violations(at('200', 'application/json', path), await (await ask(request, path)).json())).toEqual([]);
    const streamed = await (await ask({ ...request, stream: true }, path)).text();
    const events = streamed.match(/(?<=^data: ).*$/gm) ?? [];
    expect(events.length).toBeGreaterThan(15);
    for (const event of events) {
      expect(violations(at('200', 'text/event-stream', path), JSON.parse(event))).toEqual([]);
    }
  });

  it('a count of tokens', async () => {
    ollama.answers('POST /api/chat', json(chatEnd()));
    const path = '/v1/responses/input_tokens';
    const counted = await (await ask({ model: 'demo', input: 'Hello!' }, path)).json();
    expect(violations(at('200', 'application/json', path), counted)).toEqual([]);
  });

  it('an error', async () => {
    expect(violations(at('400', 'application/json'), await (await ask({})).json())).toEqual([]);
  });
});
