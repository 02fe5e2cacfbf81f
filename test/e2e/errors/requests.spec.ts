import { describe, expect, it } from 'vitest';
import { recorded, resetBeforeHeaders } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_BODY_LIMIT: '64KiB' });

const CHAT = '/v1/chat/completions';
const MESSAGES = [{ role: 'user', content: 'Hello!' }];

interface ErrorFields {
  message: string;
  type?: string;
  param?: string | null;
  code?: string | null;
}

/** Status and whole body; every error comes with a request id, as JSON. */
async function answerOf(response: Response): Promise<[number, unknown]> {
  expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return [response.status, await response.json()];
}

function error({ type = 'invalid_request_error', param = null, code = null, message }: ErrorFields) {
  return { error: { message, type, param, code } };
}

describe('a wrong field', () => {
  const request = { model: 'demo', messages: MESSAGES };

  it.each<[string, object, ErrorFields]>([
    [
      'no model',
      { messages: MESSAGES },
      { param: 'model', code: 'missing_required_parameter', message: "Missing required parameter: 'model'." },
    ],
    [
      'no messages',
      { model: 'demo' },
      { param: 'messages', code: 'missing_required_parameter', message: "Missing required parameter: 'messages'." },
    ],
    [
      'messages of another type',
      { model: 'demo', messages: 'Hello!' },
      {
        param: 'messages',
        code: 'invalid_type',
        message: "Invalid type for 'messages': expected an array, but got a string.",
      },
    ],
    [
      'an unknown role',
      {
        model: 'demo',
        messages: [
          { role: 'user', content: 'x' },
          { role: 'robot', content: 'x' },
        ],
      },
      { param: 'messages[1].role', code: 'invalid_value', message: expect.stringContaining("'robot'") as string },
    ],
    [
      'an unknown part',
      { model: 'demo', messages: [{ role: 'user', content: [{ type: 'video' }] }] },
      {
        param: 'messages[0].content[0].type',
        code: 'invalid_value',
        message: expect.stringContaining("'video'") as string,
      },
    ],
    [
      'a number out of range',
      { ...request, temperature: 2.5 },
      {
        param: 'temperature',
        code: expect.any(String) as string,
        message: expect.stringContaining('temperature') as string,
      },
    ],
    [
      'a tool without a name',
      { ...request, tools: [{ type: 'function', function: {} }] },
      {
        param: 'tools[0].function.name',
        code: 'missing_required_parameter',
        message: "Missing required parameter: 'tools[0].function.name'.",
      },
    ],
    [
      'fields that contradict each other',
      { ...request, stream_options: { include_usage: true } },
      {
        param: 'stream_options',
        code: 'invalid_value',
        message: "'stream_options' is only allowed when 'stream' is true.",
      },
    ],
    [
      'a field that cannot be honoured',
      { ...request, store: true },
      {
        param: 'store',
        code: 'unsupported_parameter',
        message: "'store' cannot be true: answers are not stored.",
      },
    ],
  ])('is named: %s', async (_, body, expected) => {
    expect(await answerOf(await gateway.post(CHAT, body))).toEqual([400, error(expected)]);
    expect(ollama.requests).toEqual([]);
  });
});

describe('a body that is no JSON object', () => {
  it.each([
    ['{"model": "demo"', 'The request body is not valid JSON.'],
    ['{"model": "demo"} trailing', 'The request body is not valid JSON.'],
    ['', 'The request has no body; a JSON object is expected.'],
    [
      '{"__proto__": {}}',
      'The request body has a name that would change what an object is: `__proto__` or `constructor`.',
    ],
  ])('%s is refused', async (body, message) => {
    expect(await answerOf(await gateway.post(CHAT, body))).toEqual([400, error({ message })]);
  });

  it.each([
    ['null', 'null'],
    ['[]', 'an empty array'],
    ['"Hello!"', 'a string'],
    ['7', 'an integer'],
  ])('%s is refused', async (body, description) => {
    const message = `The request body must be a JSON object, but is ${description}.`;
    expect(await answerOf(await gateway.post(CHAT, body))).toEqual([400, error({ message, code: 'invalid_type' })]);
  });

  it('is refused when there is none at all, nor a type', async () => {
    const message = 'The request body must be a JSON object, but is nothing.';
    const answer = await answerOf(await gateway.fetch(CHAT, { method: 'POST' }));
    expect(answer).toEqual([400, error({ message, code: 'invalid_type' })]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'nonsense',
    'multipart/form-data; boundary=x',
  ])('is refused as %s', async (type) => {
    const response = await gateway.post(CHAT, '{"model":"demo"}', { headers: { 'content-type': type } });
    const message = 'The request body must be JSON: send `content-type: application/json`.';
    expect(await answerOf(response)).toEqual([415, error({ message, code: 'unsupported_media_type' })]);
  });

  it('is taken with a charset, too', async () => {
    const body = { model: 'demo', messages: MESSAGES };
    const response = await gateway.post(CHAT, body, { headers: { 'content-type': 'application/json; charset=UTF-8' } });
    expect(response.status).toBe(200);
  });
});

describe('a body that is too large', () => {
  const expected = [413, error({ message: 'The request body is too large.', code: 'request_too_large' })];
  const large = JSON.stringify({ model: 'demo', messages: [{ role: 'user', content: 'x'.repeat(64 * 1024) }] });

  it('is refused by its declared length', async () => {
    expect(await answerOf(await gateway.post(CHAT, large))).toEqual(expected);
  });

  it('is refused when it comes without a length', async () => {
    const response = await gateway.fetch(CHAT, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    });
    expect(await answerOf(response)).toEqual(expected);
  });
});

describe('a path or a method that is not there', () => {
  it.each([
    ['GET', '/v1/nothing'],
    ['POST', '/v1/chat'],
    ['DELETE', '/chat/completions?key=secret'],
  ])('%s %s', async (method, path) => {
    const message = `Invalid URL (${method} ${path.split('?')[0]})`;
    expect(await answerOf(await gateway.fetch(path, { method }))).toEqual([
      404,
      error({ message, code: 'unknown_url' }),
    ]);
  });

  it.each([
    ['GET', CHAT, 'POST'],
    ['PUT', CHAT, 'POST'],
    ['POST', '/v1/models', 'GET, HEAD'],
    ['DELETE', '/', 'GET, HEAD'],
    ['PATCH', '/health/live?x=1', 'GET, HEAD'],
  ])('%s %s is told what is allowed', async (method, path, allowed) => {
    const response = await gateway.fetch(path, { method });
    expect(response.headers.get('allow')).toBe(allowed);
    const message = `Not allowed to ${method} on ${path.split('?')[0]}. Allowed: ${allowed}.`;
    expect(await answerOf(response)).toEqual([405, error({ message, code: 'method_not_supported' })]);
  });

  it.each(['/%', '/v1/%ff', '/v1/models/%zz', '/v1/models%00%'])('%s is no path', async (path) => {
    const expected = [400, error({ message: 'The URL is not valid.', code: 'invalid_url' })];
    expect(await answerOf(await gateway.fetch(path))).toEqual(expected);
    expect(await gateway.log.line({ error: 'invalid_url' })).toMatchObject({ method: 'GET', status: 400, route: null });
  });
});

describe('a model that is not there', () => {
  const request = { model: 'llama3', messages: MESSAGES };

  it.each([false, true])('is told with the names of those that are (stream: %s)', async (stream) => {
    ollama.answers('GET /api/tags', recorded('models', 'tags-three'));
    expect(await answerOf(await gateway.post(CHAT, { ...request, stream }))).toEqual([
      404,
      error({
        message:
          "The model 'llama3' does not exist. Installed: 'copied:latest', 'demo:latest', 'tuned:latest', 'tuned2:latest'.",
        type: 'not_found_error',
        param: 'model',
        code: 'model_not_found',
      }),
    ]);
  });

  it('is told without names when they cannot be had', async () => {
    ollama.answers('GET /api/tags', resetBeforeHeaders());
    expect(await answerOf(await gateway.post(CHAT, request))).toEqual([
      404,
      error({
        message: "The model 'llama3' does not exist.",
        type: 'not_found_error',
        param: 'model',
        code: 'model_not_found',
      }),
    ]);
  });
});
