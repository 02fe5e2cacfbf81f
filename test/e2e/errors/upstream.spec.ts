import {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  type OpenAI,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  busy,
  chatEnd,
  closedOrigin,
  errorAnswer,
  garbage,
  hangUpInMidStream,
  html,
  json,
  recorded,
  resetAfterHeaders,
  resetBeforeHeaders,
  silence,
  stall,
  text,
} from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_RETRIES: '0',
  GATEWAY_FIRST_BYTE_TIMEOUT: '500ms',
  GATEWAY_CHUNK_TIMEOUT: '500ms',
});

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }] };

interface Expected {
  status: number;
  type: string;
  message: string;
  code?: string | null;
  param?: string | null;
  retryAfter?: string;
  raises?: abstract new (...args: never[]) => unknown;
}

/** Asks with the official client, whole and streamed: before the first byte both fail alike. */
async function failuresOf(client: OpenAI): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const stream of [false, true]) {
    failures.push(await client.chat.completions.create({ ...REQUEST, stream }).catch((error: unknown) => error));
  }
  return failures;
}

function twice({
  status,
  type,
  message,
  code = null,
  param = null,
  retryAfter,
  raises = InternalServerError,
}: Expected) {
  const failure = expect.objectContaining({
    constructor: raises,
    status,
    error: { message, type, param, code },
    headers: expect.toSatisfy(
      (headers: Headers) =>
        headers.get('retry-after') === (retryAfter ?? null) && headers.get('x-request-id')?.startsWith('req_') === true,
    ) as Headers,
  }) as unknown;
  return [failure, failure];
}

describe('what Ollama refuses', () => {
  it.each<[string, Answer, Expected]>([
    [
      '400',
      errorAnswer(400, 'invalid think value: "lots"'),
      {
        status: 400,
        type: 'invalid_request_error',
        message: 'invalid think value: "lots"',
        raises: BadRequestError,
      },
    ],
    [
      '400 too long a prompt',
      recorded('chat', 'truncate-false-too-long'),
      {
        status: 400,
        type: 'invalid_request_error',
        message: "This model's maximum context length is 2048 tokens, and the prompt is longer.",
        param: 'messages',
        code: 'context_length_exceeded',
        raises: BadRequestError,
      },
    ],
    [
      '500 for a client’s mistake',
      recorded('chat', 'format-schema-bad'),
      {
        status: 400,
        type: 'invalid_request_error',
        message: 'invalid JSON schema in format',
        raises: BadRequestError,
      },
    ],
    [
      '401',
      errorAnswer(401, 'unauthorized'),
      { status: 401, type: 'authentication_error', message: 'unauthorized', raises: AuthenticationError },
    ],
    [
      '404 that is about no model',
      text('404 page not found', { status: 404 }),
      {
        status: 502,
        type: 'api_error',
        message: 'Ollama does not know this operation: 404 page not found',
        code: 'upstream_error',
      },
    ],
    [
      '403 without a word',
      text('', { status: 403 }),
      {
        status: 403,
        type: 'permission_error',
        message: 'Forbidden',
        raises: PermissionDeniedError,
      },
    ],
    [
      '429',
      errorAnswer(429, 'slow down', { 'retry-after': '17' }),
      {
        status: 429,
        type: 'rate_limit_error',
        message: 'slow down',
        code: 'rate_limit_exceeded',
        retryAfter: '17',
        raises: RateLimitError,
      },
    ],
    [
      '500',
      recorded('faults', 'runner-dies-before-json-answer'),
      {
        status: 500,
        type: 'api_error',
        message: 'an error was encountered while running the model: unexpected EOF',
        code: 'upstream_error',
        raises: InternalServerError,
      },
    ],
    [
      '500 with addresses and paths',
      errorAnswer(500, 'Post "http://127.0.0.1:41234/completion": open /root/.ollama/models/blobs/sha256-1: EOF'),
      {
        status: 500,
        type: 'api_error',
        message: 'Post "[address]": open [path]: EOF',
        code: 'upstream_error',
      },
    ],
    [
      '502 of a proxy, in HTML',
      html(502),
      { status: 502, type: 'api_error', message: 'Ollama answered with status 502.', code: 'upstream_error' },
    ],
    [
      '503',
      busy(),
      {
        status: 503,
        type: 'api_error',
        message: 'server busy, please try again.  maximum pending requests exceeded',
        code: 'upstream_busy',
        retryAfter: '1',
      },
    ],
    [
      '503 with a time',
      busy('30'),
      {
        status: 503,
        type: 'api_error',
        message: 'server busy, please try again.  maximum pending requests exceeded',
        code: 'upstream_busy',
        retryAfter: '30',
      },
    ],
  ])('%s', async (_, answer, expected) => {
    ollama.answers('POST /api/chat', answer);
    expect(await failuresOf(gateway.client())).toEqual(twice(expected));
  });
});

describe('what is no answer', () => {
  const invalid = {
    status: 502,
    type: 'server_error',
    message: 'Ollama sent an answer that is not JSON.',
    code: 'invalid_upstream_answer',
  };
  const lost = { status: 502, type: 'server_error', code: 'upstream_connection_lost' };
  const tooSlow = { status: 504, type: 'server_error', code: 'upstream_timeout' };

  it.each<[string, Answer, Expected]>([
    ['a page of a proxy with 200', html(), invalid],
    ['a text', text('Ollama is running'), invalid],
    ['JSON that is no object', text('[1, 2]'), invalid],
    [
      'a reset before the headers',
      resetBeforeHeaders(),
      { ...lost, message: 'The connection to Ollama was lost before it answered.' },
    ],
    [
      'bytes that are not HTTP',
      garbage(),
      { ...lost, message: 'The connection to Ollama was lost before it answered.' },
    ],
    [
      'a reset after the headers',
      resetAfterHeaders(),
      { ...lost, message: 'The connection to Ollama was lost in the middle of the answer.' },
    ],
    [
      'a connection that is closed after half a line',
      hangUpInMidStream(['{"model":"demo","message":{"role":"assis']),
      { ...lost, message: 'The connection to Ollama was lost in the middle of the answer.' },
    ],
    ['silence', silence(), { ...tooSlow, message: 'Ollama did not begin to answer within 0.5 s.' }],
    [
      'silence after half a line',
      stall(['{"model":"demo","message":{"role":"assis']),
      { ...tooSlow, message: 'Ollama stopped in the middle of its answer for 0.5 s.' },
    ],
  ])('%s', async (_, answer, expected) => {
    ollama.answers('POST /api/chat', answer);
    expect(await failuresOf(gateway.client())).toEqual(twice(expected));
  });

  it('an Ollama that is not there', async () => {
    const alone = await Gateway.start({ OLLAMA_HOST: await closedOrigin(), GATEWAY_RETRIES: '0' });
    afterAll(() => alone.close());
    const expected = {
      status: 502,
      type: 'server_error',
      message: 'Ollama cannot be reached.',
      code: 'upstream_unreachable',
    };
    expect(await failuresOf(alone.client())).toEqual(twice(expected));
    await expect(alone.client().models.list()).rejects.toMatchObject({ status: 502, code: 'upstream_unreachable' });
  });

  it.each([
    [false, invalid],
    [true, { ...invalid, message: 'Ollama ended its answer before it was complete.', code: 'incomplete_answer' }],
  ])('no body (stream: %s)', async (stream, { status, ...error }) => {
    ollama.answers('POST /api/chat', text(''));
    const response = await gateway.post('/v1/chat/completions', { ...REQUEST, stream });
    expect([response.status, await response.json()]).toEqual([status, { error: { ...error, param: null } }]);
  });

  it('a model that was loaded only', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ done_reason: 'load' })));
    const failure: unknown = await gateway
      .client()
      .chat.completions.create(REQUEST)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      status: 502,
      error: {
        message: 'Ollama did not answer: it has loaded the model.',
        type: 'server_error',
        param: null,
        code: 'incomplete_answer',
      },
    });
  });
});

describe('where nothing was generated', () => {
  it.each([false, true])('Ollama is asked again (stream: %s)', async (stream) => {
    const patient = await Gateway.start({ OLLAMA_HOST: ollama.origin });
    afterAll(() => patient.close());
    ollama.answers('POST /api/chat', busy(), resetBeforeHeaders(), recorded('chat', stream ? 'first-stream' : 'json'));
    const response = await patient.post('/v1/chat/completions', { ...REQUEST, stream });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('stop');
    expect(ollama.requests).toHaveLength(3);
  });
});
