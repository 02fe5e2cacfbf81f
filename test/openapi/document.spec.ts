import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesIn, tableBelow } from '../examples/readme.js';
import { FakeOllama } from '../support/fake-ollama/index.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';

interface Content {
  schema: object;
  examples?: Record<string, { value: unknown }>;
}

interface Operation {
  summary?: string;
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}

interface OpenApiDocument extends Record<string, unknown> {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

// Built, because the compiler's plugin writes a part of the document.
describe('/openapi.json of the built gateway', () => {
  let ollama: FakeOllama;
  let gateway: GatewayProcess;
  let document: OpenApiDocument;
  let operations: (Operation & { route: string })[];

  beforeAll(async () => {
    ollama = await FakeOllama.start();
    gateway = await startGatewayProcess({ GATEWAY_UPSTREAM: 'ollama', OLLAMA_HOST: ollama.origin });
    document = (await (await fetch(`${gateway.origin}/openapi.json`)).json()) as OpenApiDocument;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        route: `${method.toUpperCase()} ${path}`,
      })),
    );
  });
  afterAll(async () => {
    await gateway?.close();
    await ollama?.close();
  });

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  it('has the endpoints of the README, besides the documentation itself', () => {
    const inReadme = tableBelow('Endpoints').flatMap(([endpoint]) => codesIn(endpoint));
    const documentation = ['GET /docs', 'GET /openapi.json'];
    expect([...operations.map(({ route }) => route), ...documentation].toSorted()).toEqual(inReadme.toSorted());
  });

  it('says of each operation what it does', () => {
    expect(operations.filter(({ summary }) => !summary).map(({ route }) => route)).toEqual([]);
  });

  it('gives every error answer OpenAI’s form', () => {
    const errors = operations.flatMap(({ route, responses }) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { content }]) => ({ answer: `${route} ${status}`, content })),
    );
    const schema = { $ref: '#/components/schemas/OpenAiErrorDto' };
    expect(errors.length).toBeGreaterThan(0);
    expect(errors).toEqual(errors.map(({ answer }) => ({ answer, content: { 'application/json': { schema } } })));
  });

  it('has examples of requests that match their schemas', () => {
    const ajv = formats.default(new Ajv2020({ strict: false, discriminator: true }));
    ajv.addSchema(document, 'document');
    const examples = operations.flatMap(({ requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema, examples = {} }) =>
        Object.entries(examples).map(([name, { value }]) => ({ name, value, schema })),
      ),
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const { name, value, schema } of examples) {
      const { $ref } = schema as { $ref: string };
      expect([name, ajv.validate({ $ref: `document${$ref}` }, value), ajv.errorsText()]).toEqual([
        name,
        true,
        'No errors',
      ]);
    }
  });
});
