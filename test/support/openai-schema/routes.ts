import type { SchemaName } from './schema-violations.js';

interface RouteSchemas {
  json: SchemaName;
  event?: SchemaName;
}

const ROUTES: readonly { method: string; path: RegExp; schemas: RouteSchemas }[] = [
  {
    method: 'POST',
    path: /^\/v1\/chat\/completions$/,
    schemas: { json: 'CreateChatCompletionResponse', event: 'CreateChatCompletionStreamResponse' },
  },
  {
    method: 'POST',
    path: /^\/v1\/completions$/,
    schemas: { json: 'CreateCompletionResponse', event: 'CreateCompletionStreamResponse' },
  },
  { method: 'POST', path: /^\/v1\/embeddings$/, schemas: { json: 'CreateEmbeddingResponse' } },
  {
    method: 'POST',
    path: /^\/v1\/responses$/,
    schemas: { json: 'Response', event: 'ResponseStreamEvent' },
  },
  { method: 'POST', path: /^\/v1\/responses\/input_tokens$/, schemas: { json: 'TokenCountsResource' } },
  { method: 'GET', path: /^\/v1\/models$/, schemas: { json: 'ListModelsResponse' } },
  { method: 'GET', path: /^\/v1\/models\/.+$/, schemas: { json: 'Model' } },
  { method: 'DELETE', path: /^\/v1\/models\/.+$/, schemas: { json: 'DeleteModelResponse' } },
  {
    method: 'POST',
    path: /^\/v1\/audio\/transcriptions$/,
    schemas: { json: 'CreateTranscriptionResponseJson', event: 'CreateTranscriptionResponseStreamEvent' },
  },
  { method: 'POST', path: /^\/v1\/audio\/translations$/, schemas: { json: 'CreateTranslationResponseJson' } },
];

/** The schemas of a route's successful answers; undefined for a route that nobody has told of. */
export function schemasOf(method: string, path: string): RouteSchemas | undefined {
  return ROUTES.find((route) => route.method === method && route.path.test(path))?.schemas;
}
