import { describe, expect, it } from 'vitest';
import { type Answer, errorAnswer, html, json, recorded } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { schemaViolations } from '../../support/openai-schema/index.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });

const REQUEST = { model: 'demo', input: 'Hello!' };

async function failure(body: unknown) {
  const response = await gateway.post('/v1/embeddings', body);
  const answer = (await response.json()) as { error: object };
  expect(schemaViolations('ErrorResponse', answer)).toEqual([]);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: response.status, ...answer.error };
}

const invalid = (param: string, code: string, message: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  param,
  code,
});

describe('an embeddings request that is wrong', () => {
  it.each<[object, object]>([
    [{ input: undefined }, invalid('input', 'missing_required_parameter', "Missing required parameter: 'input'.")],
    [
      { input: '' },
      invalid(
        'input',
        'invalid_value',
        "Invalid value for 'input': expected a string of at least 1 character(s), but got an empty string.",
      ),
    ],
    [
      { input: [] },
      invalid(
        'input',
        'invalid_value',
        "Invalid value for 'input': expected an array of at least 1 element(s), but got an empty array.",
      ),
    ],
    [
      { input: ['a', 1] },
      invalid(
        'input[1]',
        'invalid_type',
        "Invalid type for 'input[1]': expected a string as the first element is, but got an integer.",
      ),
    ],
    [
      { input: [[3923], [374, 100_261]] },
      invalid(
        'input[1][1]',
        'invalid_value',
        "Invalid value for 'input[1][1]': expected a token of cl100k_base, but got 100261.",
      ),
    ],
    [
      { input: Array.from({ length: 2049 }, () => 'a') },
      invalid('input', 'invalid_value', "Invalid value for 'input': expected at most 2048 inputs, but got 2049."),
    ],
    [
      { encoding_format: 'int8' },
      invalid(
        'encoding_format',
        'invalid_value',
        "Invalid value for 'encoding_format': expected a value that must be one of the following values: float, base64, but got 'int8'.",
      ),
    ],
  ])('%#', async (fields, error) => {
    expect(await failure({ ...REQUEST, ...fields })).toEqual(error);
    expect(ollama.requests).toEqual([]);
  });
});

describe('what Ollama answers to an embeddings request', () => {
  it.each<[string, Answer, object]>([
    [
      'too long an input',
      recorded('embed', 'too-long-no-truncate'),
      invalid(
        'input',
        'context_length_exceeded',
        "This model's maximum context length is 2048 tokens, and the prompt is longer.",
      ),
    ],
    [
      'a model that does not embed',
      errorAnswer(400, 'this model does not support embeddings'),
      invalid('model', 'unsupported_parameter', 'this model does not support embeddings'),
    ],
    [
      'busy',
      errorAnswer(503, 'server busy'),
      { status: 503, type: 'api_error', message: 'server busy', param: null, code: 'upstream_busy' },
    ],
    [
      'too few embeddings',
      recorded('embed', 'empty-array'),
      {
        status: 502,
        type: 'server_error',
        message: 'Ollama sent 0 embeddings for 1 inputs.',
        param: null,
        code: 'invalid_upstream_answer',
      },
    ],
    [
      'no embeddings',
      json({ embedding: [1] }),
      {
        status: 502,
        type: 'server_error',
        message: 'Ollama sent an answer that is not a list of embeddings.',
        param: null,
        code: 'invalid_upstream_answer',
      },
    ],
    [
      'a page of a proxy',
      html(),
      {
        status: 502,
        type: 'server_error',
        message: 'Ollama sent an answer that is not a list of embeddings.',
        param: null,
        code: 'invalid_upstream_answer',
      },
    ],
    [
      'an error with status 200',
      json({ error: 'out of memory' }),
      { status: 500, type: 'api_error', message: 'out of memory', param: null, code: 'upstream_error' },
    ],
  ])('%s', async (_name, answer, error) => {
    ollama.answers('POST /api/embed', answer);
    expect(await failure(REQUEST)).toEqual(error);
  });

  it('names the models that are there when it has not that one', async () => {
    expect(await failure({ ...REQUEST, model: 'nope' })).toEqual({
      status: 404,
      type: 'not_found_error',
      message: "The model 'nope' does not exist. Installed: 'demo:latest'.",
      param: 'model',
      code: 'model_not_found',
    });
  });

  it('is not passed off when it has other dimensions than asked for', async () => {
    ollama.answers('POST /api/embed', json({ embeddings: [[1, 2, 3]] }));
    expect(await failure({ ...REQUEST, dimensions: 8 })).toEqual(
      invalid('dimensions', 'invalid_value', "Invalid value for 'dimensions': the model has 3, but 8 were asked for."),
    );
  });
});
