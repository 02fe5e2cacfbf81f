import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../errors/openai-error.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { EmbeddingSettings } from './to-ollama-embed.js';
import { translateEmbedding } from './translate-embedding.js';

const settingsWith = (profile: Partial<ModelProfile> = {}): EmbeddingSettings => ({
  findProfile: (model) => ({ nativeModel: model, ...profile }),
  unknownFields: 'warn',
  tokenizer: 'cl100k_base',
  decodeTokens: (tokens, tokenizer) => (tokens.includes(9) ? undefined : `${tokenizer}:${tokens.join('+')}`),
});

const REQUEST = { model: 'demo', input: 'Hello!' };

function translate(fields: object, profile?: Partial<ModelProfile>) {
  return translateEmbedding({ ...REQUEST, ...fields }, settingsWith(profile));
}

function refusal(run: () => unknown) {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    const { status, message, param, code } = error;
    return { status, message, param, code };
  }
}

describe('the native request', () => {
  const NATIVE = { model: 'demo', input: 'Hello!', truncate: false };

  it.each<[object, object]>([
    [{}, {}],
    [{ encoding_format: 'base64', user: 'u', dimensions: null, truncate: null, options: null, keep_alive: null }, {}],
    [{ input: ['a', 'b'] }, { input: ['a', 'b'] }],
    [{ input: ['a'] }, { input: 'a' }],
    [{ input: [1, 2] }, { input: 'cl100k_base:1+2' }],
    [{ input: [[1, 2], [3]] }, { input: ['cl100k_base:1+2', 'cl100k_base:3'] }],
    [{ dimensions: 8 }, { dimensions: 8 }],
    [{ truncate: true }, { truncate: true }],
    [
      { options: { num_ctx: 512 }, keep_alive: '5m' },
      { options: { num_ctx: 512 }, keep_alive: '5m' },
    ],
    [{ keep_alive: 0 }, { keep_alive: 0 }],
  ])('%j', (fields, expected) => {
    expect(translate(fields).nativeRequests).toEqual([{ ...NATIVE, ...expected }]);
  });

  it('takes what the configuration says of the model, unless the request says otherwise', () => {
    const profile: Partial<ModelProfile> = {
      nativeModel: 'nomic:v1',
      options: { num_ctx: 256, num_thread: 2 },
      keepAlive: -1,
      truncation: 'auto',
      tokenizer: 'o200k_base',
    };
    expect(translate({ input: [1] }, profile).nativeRequests).toEqual([
      {
        model: 'nomic:v1',
        input: 'o200k_base:1',
        truncate: true,
        options: { num_ctx: 256, num_thread: 2 },
        keep_alive: -1,
      },
    ]);
    expect(translate({ truncate: false, options: { num_ctx: 64 }, keep_alive: 0 }, profile).nativeRequests).toEqual([
      { model: 'nomic:v1', input: 'Hello!', truncate: false, options: { num_ctx: 64, num_thread: 2 }, keep_alive: 0 },
    ]);
  });

  it('takes 2,048 inputs and no more', () => {
    const inputs = Array.from({ length: 2048 }, (_, index) => `text ${index}`);
    expect(translate({ input: inputs }).nativeRequests[0]?.input).toEqual(inputs);
    expect(refusal(() => translate({ input: [...inputs, 'x'] }))).toEqual({
      status: 400,
      message: "Invalid value for 'input': expected at most 2048 inputs, but got 2049.",
      param: 'input',
      code: 'invalid_value',
    });
  });

  it.each<[object, string, string]>([
    [{ input: undefined }, 'input', 'missing_required_parameter'],
    [{ input: null }, 'input', 'invalid_type'],
    [{ input: '' }, 'input', 'invalid_value'],
    [{ input: ['a', ''] }, 'input[1]', 'invalid_value'],
    [{ input: [1, 9] }, 'input[1]', 'invalid_value'],
    [{ model: '' }, 'model', 'invalid_value'],
    [{ model: 5 }, 'model', 'invalid_type'],
    [{ encoding_format: 'int8' }, 'encoding_format', 'invalid_value'],
    [{ dimensions: 0 }, 'dimensions', 'invalid_value'],
    [{ dimensions: 1e300 }, 'dimensions', 'invalid_value'],
    [{ dimensions: '8' }, 'dimensions', 'invalid_type'],
    [{ truncate: 'yes' }, 'truncate', 'invalid_type'],
    [{ user: 5 }, 'user', 'invalid_type'],
    [{ options: { num_ctxx: 5 } }, 'options.num_ctxx', 'unknown_parameter'],
    [{ keep_alive: 'soon' }, 'keep_alive', 'invalid_value'],
  ])('refuses %j', (fields, param, code) => {
    expect(refusal(() => translate(fields))).toMatchObject({ status: 400, param, code });
  });

  it('tells of fields that the API does not know', () => {
    expect(translate({ inputs: [], stream: true }).ignoredFields).toEqual(['inputs', 'stream']);
  });
});

describe('the answer', () => {
  const answer = (embeddings: string, fields = ',"prompt_eval_count":8') =>
    Buffer.from(`{"model":"demo:latest","embeddings":${embeddings},"total_duration":14143917${fields}}`);
  const bodyOf = (fields: object, answer: Buffer) =>
    Buffer.concat(translate(fields).toBody([[answer]]) as Uint8Array[]).toString();

  it('is a list, byte for byte, of what Ollama sent', () => {
    expect(bodyOf({ input: ['a', 'b'] }, answer('[[0.50,-0.25,1e-7],[3.4028235e+38,0.1,-1]]'))).toBe(
      '{"object":"list","data":[' +
        '{"object":"embedding","index":0,"embedding":[0.50,-0.25,1e-7]},' +
        '{"object":"embedding","index":1,"embedding":[3.4028235e+38,0.1,-1]}' +
        '],"model":"demo","usage":{"prompt_tokens":8,"total_tokens":8}}',
    );
  });

  it('has 32-bit floats, little end first, for base64', () => {
    expect(bodyOf({ encoding_format: 'base64' }, answer('[[1,-2.5,1e-7,3.4028235e+38]]'))).toBe(
      '{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAIMCVv9Yz//9/fw=="}],' +
        '"model":"demo","usage":{"prompt_tokens":8,"total_tokens":8}}',
    );
  });

  it('echoes whatever the model is called, and counts 0 where Ollama does not', () => {
    const model = '[]"data":[]\u2028';
    expect(JSON.parse(bodyOf({ model }, answer('[[1]]', '')))).toEqual({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [1] }],
      model,
      usage: { prompt_tokens: 0, total_tokens: 0 },
    });
  });

  it('is counted', () => {
    const translation = translate({});
    expect(translation.counts()).toEqual({});
    translation.toBody([[answer('[[1]]')]]);
    expect(translation.counts()).toEqual({ promptTokens: 8 });
  });

  it.each<[object, Buffer[], object]>([
    [{}, [], { status: 502, param: null, code: 'incomplete_answer', message: 'Ollama did not answer.' }],
    [
      {},
      [answer('[]')],
      { status: 502, param: null, code: 'invalid_upstream_answer', message: 'Ollama sent 0 embeddings for 1 inputs.' },
    ],
    [
      { input: ['a', 'b'] },
      [answer('[[1],[2],[3]]')],
      { status: 502, param: null, code: 'invalid_upstream_answer', message: 'Ollama sent 3 embeddings for 2 inputs.' },
    ],
    [
      { dimensions: 2 },
      [answer('[[1]]')],
      {
        status: 400,
        param: 'dimensions',
        code: 'invalid_value',
        message: "Invalid value for 'dimensions': the model has 1, but 2 were asked for.",
      },
    ],
    [
      { dimensions: 2 },
      [answer('[[1,2,3]]')],
      {
        status: 400,
        param: 'dimensions',
        code: 'unsupported_parameter',
        message: "'dimensions' is not supported by this Ollama: it sent 3 of them for 2.",
      },
    ],
  ])('is refused: %j %#', (fields, answers, error) => {
    expect(refusal(() => translate(fields).toBody(answers.map((answer) => [answer])))).toEqual(error);
  });
});
