import { describe, expect, it } from 'vitest';
import {
  type Answer,
  errorAnswer,
  generateChunk,
  generateEnd,
  json,
  ndjson,
  recorded,
  resetInMidStream,
} from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { schemaViolations } from '../../support/openai-schema/index.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0', GATEWAY_MAX_CHOICES: '4' });

const REQUEST = { model: 'demo', prompt: 'Once upon' };

async function failure(body: unknown) {
  const response = await gateway.post('/v1/completions', body);
  const answer = (await response.json()) as { error: object };
  expect(schemaViolations('ErrorResponse', answer)).toEqual([]);
  return { status: response.status, ...answer.error };
}

const invalid = (param: string, code: string, message: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  param,
  code,
});

describe('a completion request that is wrong', () => {
  it.each<[object, object]>([
    [{ prompt: undefined }, invalid('prompt', 'missing_required_parameter', "Missing required parameter: 'prompt'.")],
    [
      { prompt: '' },
      invalid(
        'prompt',
        'invalid_value',
        "Invalid value for 'prompt': expected a string of at least 1 character(s), but got an empty string.",
      ),
    ],
    [
      { prompt: [100_261] },
      invalid(
        'prompt[0]',
        'invalid_value',
        "Invalid value for 'prompt[0]': expected a token of cl100k_base, but got 100261.",
      ),
    ],
    [
      { n: 5 },
      invalid(
        'n',
        'invalid_value',
        "'n' is too large: 1 prompt(s) would be completed 5 time(s). At most 4 completions are generated here.",
      ),
    ],
    [
      { echo: true, logprobs: 1 },
      invalid(
        'echo',
        'unsupported_parameter',
        "'echo' is not supported together with 'logprobs': Ollama gives no log probabilities of the prompt.",
      ),
    ],
    [
      { logit_bias: { 50256: -100 } },
      invalid(
        'logit_bias',
        'unsupported_parameter',
        "'logit_bias' is not supported: Ollama has no such option; the embedded engine has.",
      ),
    ],
  ])('%#', async (fields, error) => {
    expect(await failure({ ...REQUEST, ...fields })).toEqual(error);
    expect(ollama.requests).toEqual([]);
  });
});

describe('what Ollama answers to a completion request', () => {
  it.each<[string, Answer, object]>([
    [
      'too long a prompt',
      recorded('generate', 'truncate-false'),
      invalid(
        'prompt',
        'context_length_exceeded',
        "This model's maximum context length is 2048 tokens, and the prompt is longer.",
      ),
    ],
    [
      'a model that fills nothing in',
      errorAnswer(400, 'demo does not support insert'),
      invalid('suffix', 'unsupported_parameter', 'demo does not support insert'),
    ],
    [
      'busy',
      errorAnswer(503, 'server busy'),
      { status: 503, type: 'api_error', message: 'server busy', param: null, code: 'upstream_busy' },
    ],
    [
      'a model that was only loaded',
      recorded('generate', 'empty-loads'),
      {
        status: 502,
        type: 'server_error',
        message: 'Ollama did not answer: it has loaded the model.',
        param: null,
        code: 'incomplete_answer',
      },
    ],
  ])('%s', async (_name, answer, error) => {
    ollama.answers('POST /api/generate', answer);
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

  it('fails as a whole when one of several generations fails', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: 'a' })), errorAnswer(500, 'out of memory'));
    expect(await failure({ ...REQUEST, prompt: ['a', 'b'] })).toEqual({
      status: 500,
      type: 'api_error',
      message: 'out of memory',
      param: null,
      code: 'upstream_error',
    });
  });

  it('cannot be the best of several without log probabilities', async () => {
    ollama.answers('POST /api/generate', json(generateEnd({ response: 'a' })));
    expect(await failure({ ...REQUEST, best_of: 2 })).toEqual(
      invalid(
        'best_of',
        'unsupported_parameter',
        "'best_of' is not supported by this Ollama: it does not tell the log probabilities by which to choose.",
      ),
    );
  });
});

describe('a stream of a completion that fails', () => {
  const TEXT = (index: number, text: string) =>
    expect.stringContaining(`"choices":[{"text":"${text}","index":${index},`) as string;
  const ERROR = (error: object) => `data: ${JSON.stringify({ error })}`;

  it.each<[string, Answer, object]>([
    [
      'is broken off',
      resetInMidStream([generateChunk(' a')]),
      {
        message: 'The connection to Ollama was lost in the middle of the answer.',
        type: 'server_error',
        param: null,
        code: 'upstream_connection_lost',
      },
    ],
    [
      'ends too early',
      ndjson([generateChunk(' a')]),
      {
        message: 'Ollama ended its answer before it was complete.',
        type: 'server_error',
        param: null,
        code: 'incomplete_answer',
      },
    ],
    [
      'says that it fails',
      ndjson([generateChunk(' a'), { error: 'out of memory' }]),
      { message: 'out of memory', type: 'api_error', param: null, code: 'upstream_error' },
    ],
    [
      'gives no reason',
      ndjson([generateChunk(' a'), generateEnd({ done_reason: undefined })]),
      {
        message: 'Ollama ended its answer without a reason: it may not be complete.',
        type: 'server_error',
        param: null,
        code: 'incomplete_answer',
      },
    ],
  ])('and %s ends with an error', async (_how, answer, error) => {
    ollama.answers('POST /api/generate', answer);
    const response = await gateway.post('/v1/completions', { ...REQUEST, stream: true });
    expect((await response.text()).split('\n\n')).toEqual([TEXT(0, ' a'), ERROR(error), '']);
  });

  it('takes the other choices along', async () => {
    ollama.answers('POST /api/generate', ndjson([generateChunk(' a')]));
    const response = await gateway.post('/v1/completions', { ...REQUEST, n: 2, stream: true });
    const events = (await response.text()).split('\n\n');
    expect(events.at(-2)).toContain('"code":"incomplete_answer"');
    expect(events.join()).not.toContain('[DONE]');
  });
});
