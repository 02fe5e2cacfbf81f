import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type OpenAiDocument, withUndocumented } from './undocumented.js';

export type SchemaName =
  | 'CreateChatCompletionResponse'
  | 'CreateChatCompletionStreamResponse'
  | 'CreateCompletionResponse'
  | 'CreateCompletionStreamResponse'
  | 'CreateEmbeddingResponse'
  | 'ListModelsResponse'
  | 'Model'
  | 'DeleteModelResponse'
  | 'CreateTranscriptionResponseJson'
  | 'CreateTranscriptionResponseStreamEvent'
  | 'CreateTranslationResponseJson'
  | 'Response'
  | 'ResponseStreamEvent'
  | 'TokenCountsResource'
  | 'ErrorResponse';

const FIXTURE = new URL('../../fixtures/openai-schema/schemas.json', import.meta.url);
const document = withUndocumented(JSON.parse(readFileSync(FIXTURE, 'utf8')) as OpenAiDocument);

const ajv = new Ajv2020({ discriminator: true, strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('unixtime', { type: 'number', validate: (value: number) => Number.isInteger(value) && value >= 0 });
ajv.addSchema(document, 'openai');

/** Where a value does not match the schema of OpenAI's own document; empty when it does. */
export function schemaViolations(name: SchemaName, value: unknown): string[] {
  const validate = ajv.getSchema(`openai#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`There is no schema ${name}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}
