import type { OllamaFailure } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { modelNotFound } from './model-not-found.js';
import { toOpenAiError } from './to-openai-error.js';

const origin = 'http://10.0.0.7:11434';

function reported(failure: OllamaFailure) {
  const error = toOpenAiError(failure);
  return { status: error.status, retryAfter: error.retryAfterSeconds, ...error.toBody().error };
}

describe('a status of Ollama', () => {
  const ofStatus = (status: number, message: string, retryAfter?: string) =>
    reported({ kind: 'status', status, message, ...(retryAfter !== undefined && { retryAfter }) });

  it.each([
    [400, 'invalid options: temperature', 400, 'invalid_request_error', null, null],
    [
      400,
      'the input length exceeds the context length',
      400,
      'invalid_request_error',
      'messages',
      'context_length_exceeded',
    ],
    [
      400,
      'prompt (9 tokens) exceeds the available context size',
      400,
      'invalid_request_error',
      'messages',
      'context_length_exceeded',
    ],
    [
      400,
      '"demo" does not support thinking',
      400,
      'invalid_request_error',
      'reasoning_effort',
      'unsupported_parameter',
    ],
    [400, 'dimensions must be between 1 and 160', 400, 'invalid_request_error', 'dimensions', 'invalid_value'],
    [400, 'library/demo does not support tools', 400, 'invalid_request_error', 'tools', 'unsupported_parameter'],
    [400, '"demo" does not support chat', 400, 'invalid_request_error', 'model', 'unsupported_parameter'],
    [400, '"demo" does not support dancing', 400, 'invalid_request_error', null, 'unsupported_parameter'],
    [500, 'option "stop" must be of type array', 400, 'invalid_request_error', 'options.stop', 'invalid_value'],
    [400, 'option "num_ctx" must be at least 4', 400, 'invalid_request_error', 'options.num_ctx', 'invalid_value'],
    [400, 'option "logit_bias" must map ids', 400, 'invalid_request_error', 'logit_bias', 'invalid_value'],
    [500, 'invalid JSON schema in format', 400, 'invalid_request_error', null, null],
    [401, 'unauthorized', 401, 'authentication_error', null, null],
    [403, 'forbidden', 403, 'permission_error', null, null],
    [404, "model 'nope' not found", 404, 'not_found_error', 'model', 'model_not_found'],
    [413, 'too large', 413, 'invalid_request_error', null, null],
    [500, 'llama runner process has terminated', 500, 'api_error', null, 'upstream_error'],
    [502, 'bad gateway', 502, 'api_error', null, 'upstream_error'],
    [499, 'cancelled', 502, 'api_error', null, 'upstream_error'],
    [302, 'moved', 502, 'api_error', null, 'upstream_error'],
  ])('%i %s', (status, message, wantStatus, type, param, code) => {
    expect(ofStatus(status, message)).toEqual({
      status: wantStatus,
      retryAfter: undefined,
      message,
      type,
      param,
      code,
    });
  });

  it('takes a missing route for a fault between the service and Ollama', () => {
    expect(ofStatus(404, '404 page not found')).toMatchObject({
      status: 502,
      code: 'upstream_error',
      message: 'Ollama does not know this operation: 404 page not found',
    });
  });

  it.each([
    [429, '7', 'rate_limit_error', 'rate_limit_exceeded', 7],
    [429, undefined, 'rate_limit_error', 'rate_limit_exceeded', 1],
    [503, 'Wed, 21 Oct 2026 07:28:00 GMT', 'api_error', 'upstream_busy', 1],
  ])('%i says when to come back (%s)', (status, retryAfter, type, code, seconds) => {
    expect(ofStatus(status, 'busy', retryAfter)).toEqual({
      status,
      retryAfter: seconds,
      message: 'busy',
      type,
      param: null,
      code,
    });
  });

  it.each(['<html>Bad Gateway</html>', '  '])('does not repeat a page that is no message: %j', (message) => {
    expect(ofStatus(502, message).message).toBe('Ollama answered with status 502.');
  });

  it.each([
    ['Post "http://127.0.0.1:41235/completion": EOF', 'Post "[address]": EOF'],
    ['dial tcp 10.0.0.7:11434: connect: refused', 'dial tcp [address]: connect: refused'],
    ['dial tcp [::1]:11434 failed, localhost:80 too', 'dial tcp [address] failed, [address] too'],
    ['open /root/.ollama/models/blobs/sha256-ab: no such file', 'open [path]: no such file'],
    ['open C:\\models\\a.gguf: no', 'open [path]: no'],
    ['model library/llama3.2:1b failed 1/2', 'model library/llama3.2:1b failed 1/2'],
  ])('keeps addresses and paths inside: %s', (message, told) => {
    expect(ofStatus(500, message).message).toBe(told);
  });
});

describe('a failure on the way', () => {
  it.each<[OllamaFailure, number, string, string]>([
    [{ kind: 'refused', origin }, 502, 'upstream_unreachable', 'Ollama cannot be reached.'],
    [{ kind: 'dns', origin }, 502, 'upstream_unreachable', 'Ollama cannot be reached.'],
    [
      { kind: 'connection-lost', origin, answering: false },
      502,
      'upstream_connection_lost',
      'The connection to Ollama was lost before it answered.',
    ],
    [
      { kind: 'connection-lost', origin, answering: true },
      502,
      'upstream_connection_lost',
      'The connection to Ollama was lost in the middle of the answer.',
    ],
    [
      { kind: 'timeout', phase: 'first-byte', limitMs: 600_000 },
      504,
      'upstream_timeout',
      'Ollama did not begin to answer within 600 s.',
    ],
    [{ kind: 'incomplete' }, 502, 'incomplete_answer', 'Ollama ended its answer before it was complete.'],
    [{ kind: 'invalid-json' }, 502, 'invalid_upstream_answer', 'Ollama sent an answer that is not JSON.'],
    [
      { kind: 'line-too-long', limitBytes: 16 },
      502,
      'invalid_upstream_answer',
      'Ollama sent a line of more than 16 bytes.',
    ],
  ])('$kind', (failure, status, code, message) => {
    expect(reported(failure)).toEqual({
      status,
      retryAfter: undefined,
      message,
      type: 'server_error',
      param: null,
      code,
    });
  });

  it.each([
    ['queue-full', 'Too many requests wait for their turn: try again later.'],
    ['waited-too-long', 'The request waited too long for its turn: try again later.'],
  ] as const)('refuses what is too much: %s', (reason, message) => {
    expect(reported({ kind: 'overloaded', reason })).toEqual({
      status: 503,
      retryAfter: 1,
      message,
      type: 'server_error',
      param: null,
      code: 'overloaded',
    });
  });

  it('tells when the engine will be back', () => {
    expect(reported({ kind: 'unavailable', reason: 'The engine restarts.', retryAfterSeconds: 3 })).toEqual({
      status: 503,
      retryAfter: 3,
      message: 'The engine restarts.',
      type: 'server_error',
      param: null,
      code: 'upstream_unavailable',
    });
  });

  it('tells that the service stops', () => {
    expect(reported({ kind: 'closed' })).toEqual({
      status: 503,
      retryAfter: 1,
      message: 'The service is stopping.',
      type: 'server_error',
      param: null,
      code: 'service_stopping',
    });
  });

  it('reports an error line in mid-stream, a client’s mistake as such', () => {
    expect(reported({ kind: 'mid-stream', message: 'unexpected EOF' })).toMatchObject({
      status: 500,
      type: 'api_error',
      code: 'upstream_error',
      message: 'unexpected EOF',
    });
    expect(reported({ kind: 'mid-stream', message: 'the input length exceeds the context length' })).toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    });
  });
});

describe('modelNotFound', () => {
  it('names a few of the models that are there', () => {
    const error = modelNotFound('nope', ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(error.status).toBe(404);
    expect(error.toBody()).toEqual({
      error: {
        message: "The model 'nope' does not exist. Installed: 'a', 'b', 'c', 'd', 'e' and 2 more.",
        type: 'not_found_error',
        param: 'model',
        code: 'model_not_found',
      },
    });
    expect(modelNotFound('nope', []).message).toBe("The model 'nope' does not exist.");
  });
});

it('names the field that a resource has for what the model reads', () => {
  const tooLong = { kind: 'status', status: 400, message: 'the input length exceeds the context length' } as const;
  const blind = { kind: 'status', status: 400, message: 'demo does not support vision' } as const;
  const late = { kind: 'mid-stream', message: 'the input length exceeds the context length' } as const;
  expect([tooLong, blind, late].map((failure) => toOpenAiError(failure, 'input').param)).toEqual([
    'input',
    'input',
    'input',
  ]);
  expect(toOpenAiError(blind).param).toBe('messages');
});
