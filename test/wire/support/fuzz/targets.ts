import * as fc from 'fast-check';
import type { Dispatcher } from 'undici';
import { jsonBody } from './bodies.js';
import { BOUNDARY, formBody } from './forms.js';
import { NATIVE_SAMPLES, type NativePath } from './native-samples.js';
import { anyPath, modelInPath } from './paths.js';
import { SAMPLES } from './samples.js';

export interface FuzzedRequest {
  method: Dispatcher.HttpMethod;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** A route, or some that are one to the service. */
export interface Target {
  name: string;
  routes: number;
  requests: fc.Arbitrary<FuzzedRequest>;
  /** Only what generates can be made to fail in every case. */
  maySucceed: boolean;
}

const INFERENCE: NativePath[] = ['/api/chat', '/api/generate', '/api/embed', '/api/embeddings'];
const MANAGE: NativePath[] = ['/api/pull', '/api/push', '/api/create', '/api/copy', '/api/delete'];

const PAGES = ['/', '/v1/models', '/v1/models/demo', '/health/live', '/health/ready', '/docs', '/openapi.json'];
const NATIVE_PAGES = ['/api/version', '/api/tags', '/api/ps'];
const POSTED = [...Object.keys(SAMPLES), ...Object.keys(NATIVE_SAMPLES), '/v1/audio/transcriptions'];

/** Most bodies are declared as what they are. */
const jsonHeaders = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Record<string, string>>({ 'content-type': 'application/json' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>[]>(
      {},
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'text/plain' },
      { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      { 'content-type': 'application/json', 'content-encoding': 'identity' },
      { 'content-type': 'application/json', 'content-encoding': 'br' },
    ),
  },
);

const formHeaders = fc.oneof(
  { weight: 20, arbitrary: fc.constant({ 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=y')
      .map((type) => ({ 'content-type': type })),
  },
);

function posted(path: string, samples: readonly object[]): fc.Arbitrary<FuzzedRequest> {
  // Ollama deletes by the method and not by the path.
  const method = path === '/api/delete' ? 'DELETE' : 'POST';
  return fc.record({
    method: fc.constant<Dispatcher.HttpMethod>(method),
    path: fc.constant(path),
    headers: jsonHeaders,
    body: jsonBody(samples),
  });
}

function form(path: string): Target {
  const method = fc.constant<Dispatcher.HttpMethod>('POST');
  const requests = fc.record({ method, path: fc.constant(path), headers: formHeaders, body: formBody });
  return { name: `POST ${path}`, routes: 1, requests, maySucceed: false };
}

function native(name: string, paths: readonly NativePath[], others: fc.Arbitrary<FuzzedRequest>[] = []): Target {
  const requests = fc.oneof(...paths.map((path) => posted(path, NATIVE_SAMPLES[path])), ...others);
  return { name, routes: paths.length + others.length, requests, maySucceed: true };
}

const upload = fc.record({
  method: fc.constantFrom<Dispatcher.HttpMethod[]>('POST', 'HEAD'),
  path: fc.oneof(fc.constant(`sha256:${'0'.repeat(64)}`), modelInPath).map((digest) => `/api/blobs/${digest}`),
});

function named(method: Dispatcher.HttpMethod): Target {
  const path = modelInPath.map((model) => `/v1/models/${model}`);
  const requests = fc.record({ method: fc.constant(method), path });
  return { name: `${method} /v1/models/{model}`, routes: 1, requests, maySucceed: true };
}

const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      method: fc.constant<Dispatcher.HttpMethod>('GET'),
      path: anyPath([...PAGES, ...NATIVE_PAGES]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      method: fc.constantFrom<Dispatcher.HttpMethod[]>('HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST'),
      path: anyPath([...PAGES, ...NATIVE_PAGES, ...POSTED]),
    }),
  },
);

export const TARGETS: readonly Target[] = [
  ...Object.entries(SAMPLES).map(([path, samples]) => ({
    name: `POST ${path}`,
    routes: 1,
    requests: posted(path, samples),
    maySucceed: false,
  })),
  form('/v1/audio/transcriptions'),
  form('/v1/audio/translations'),
  native('/api, inference', INFERENCE),
  native('/api, read', ['/api/show']),
  native('/api, manage', MANAGE, [upload]),
  named('GET'),
  named('DELETE'),
  { name: 'any method and path', routes: 1, requests: anything, maySucceed: true },
];
