import type { OllamaFailure } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { SETTINGS as DEFAULTS } from '../../test/chat.js';
import { OpenAiError } from '../errors/openai-error.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { CompletionSettings } from './completion-settings.js';
import { translateCompletion } from './translate-completion.js';

const SETTINGS: CompletionSettings = {
  ...DEFAULTS,
  decodeTokens: (tokens, tokenizer) => (tokens.includes(9) ? undefined : `${tokenizer}:${tokens.join('+')}`),
};
const STAMP = { id: 'cmpl-1', created: 17 };

function translate(fields: object, settings: Partial<CompletionSettings> = {}) {
  return translateCompletion({ model: 'demo', prompt: 'Once', ...fields }, STAMP, { ...SETTINGS, ...settings });
}

function refusal(fields: object, settings?: Partial<CompletionSettings>) {
  try {
    return translate(fields, settings);
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    const { status, message, param, code } = error;
    return { status, message, param, code };
  }
}

const NATIVE = { model: 'demo', prompt: 'Once', raw: true, stream: false, truncate: false, shift: false };
const { raw: _, ...IN_TEMPLATE } = NATIVE;

describe('the native request', () => {
  it.each<[object, object]>([
    [{}, {}],
    [
      { temperature: null, seed: null, stop: null, n: null, best_of: null, logprobs: null, suffix: null, raw: null },
      {},
    ],
    [{ stream: true, stream_options: { include_usage: true } }, { stream: true }],
    [{ max_tokens: 5 }, { options: { num_predict: 5 } }],
    [{ temperature: 0, top_p: 0, seed: 0 }, { options: { temperature: 0, top_p: 0, seed: 0 } }],
    [{ frequency_penalty: -1, presence_penalty: 0 }, { options: { frequency_penalty: -1, presence_penalty: 0 } }],
    [{ stop: '\n' }, { options: { stop: ['\n'] } }],
    [{ stop: ['a', 'b', 'c', 'd'] }, { options: { stop: ['a', 'b', 'c', 'd'] } }],
    [{ stop: [] }, {}],
    [{ logprobs: 0 }, { logprobs: true }],
    [{ logprobs: 5 }, { logprobs: true, top_logprobs: 5 }],
    [{ best_of: 1, echo: true, user: 'u', logit_bias: {} }, {}],
    [{ suffix: '' }, {}],
    [{ raw: true }, {}],
    [
      { think: false, keep_alive: 0 },
      { think: false, keep_alive: 0 },
    ],
    [{ options: { top_k: 1, seed: 5 }, seed: 6 }, { options: { top_k: 1, seed: 6 } }],
    [
      { truncate: true, shift: true },
      { truncate: true, shift: true },
    ],
  ])('%j', (fields, expected) => {
    expect(translate(fields).nativeRequests).toEqual([{ ...NATIVE, ...expected }]);
  });

  it('leaves a full context to Ollama where that is asked for', () => {
    const { truncate: _t, shift: _s, ...native } = NATIVE;
    expect(translate({ truncation: 'auto' }).nativeRequests).toEqual([native]);
  });

  it('goes through the template where the request, the model or the service says so', () => {
    const inTemplate = [IN_TEMPLATE];
    const profile = (completions: ModelProfile['completions']): Partial<CompletionSettings> => ({
      findProfile: (model) => ({ nativeModel: model, completions }),
    });
    expect(translate({ raw: false }).nativeRequests).toEqual(inTemplate);
    expect(translate({}, { completions: 'template' }).nativeRequests).toEqual(inTemplate);
    expect(translate({}, profile('template')).nativeRequests).toEqual(inTemplate);
    expect(translate({ raw: true }, profile('template')).nativeRequests).toEqual([NATIVE]);
    expect(translate({}, { completions: 'template', ...profile('raw') }).nativeRequests).toEqual([NATIVE]);
  });

  it('goes through the template with a suffix, whatever is configured', () => {
    expect(translate({ suffix: '\n}', think: true }).nativeRequests).toEqual([
      { ...IN_TEMPLATE, suffix: '\n}', think: true },
    ]);
  });

  it('takes what the configuration says of the model, unless the request says otherwise', () => {
    const settings: Partial<CompletionSettings> = {
      findProfile: () => ({
        nativeModel: 'qwen:7b',
        options: { num_ctx: 4096, temperature: 0.5 },
        keepAlive: '1h',
        system: 'Be brief.',
        reasoningEffort: 'none',
        maxOutputTokens: 100,
        defaultOutputTokens: 50,
        tokenizer: 'o200k_base',
        truncation: 'auto',
      }),
    };
    const common = { model: 'qwen:7b', stream: false, keep_alive: '1h' };
    const options = { num_ctx: 4096, temperature: 0.5, num_predict: 50 };
    expect(translate({ prompt: [1, 2] }, settings).nativeRequests).toEqual([
      { ...common, prompt: 'o200k_base:1+2', raw: true, options },
    ]);
    // A system prompt has no place in a raw prompt.
    expect(translate({ raw: false }, settings).nativeRequests).toEqual([
      { ...common, prompt: 'Once', system: 'Be brief.', think: false, options },
    ]);
    expect(
      translate(
        { raw: false, think: 'low', temperature: 1, max_tokens: 100, keep_alive: 0, truncation: 'disabled' },
        settings,
      ).nativeRequests,
    ).toEqual([
      {
        model: 'qwen:7b',
        prompt: 'Once',
        system: 'Be brief.',
        think: 'low',
        stream: false,
        truncate: false,
        shift: false,
        keep_alive: 0,
        options: { num_ctx: 4096, temperature: 1, num_predict: 100 },
      },
    ]);
    expect(refusal({ max_tokens: 101 }, settings)).toMatchObject({ status: 400, param: 'max_tokens' });
  });

  it('is made for each prompt and each completion of it, with seeds that differ', () => {
    const made = (fields: object) =>
      translate(fields).nativeRequests.map(({ prompt, options, logprobs }) => [prompt, options?.seed, logprobs]);
    expect(made({ prompt: ['a', 'b'], n: 2, seed: 5 })).toEqual([
      ['a', 5, undefined],
      ['a', 6, undefined],
      ['b', 5, undefined],
      ['b', 6, undefined],
    ]);
    expect(made({ prompt: [[1], [2, 3]] })).toEqual([
      ['cl100k_base:1', undefined, undefined],
      ['cl100k_base:2+3', undefined, undefined],
    ]);
    // The best of them is found by its log probabilities.
    expect(made({ best_of: 3, n: 1, seed: 0 })).toEqual([
      ['Once', 0, true],
      ['Once', 1, true],
      ['Once', 2, true],
    ]);
    expect(made({ best_of: 2, n: 2 })).toEqual([
      ['Once', undefined, undefined],
      ['Once', undefined, undefined],
    ]);
  });

  it('has biases for whoever knows them', () => {
    expect(translate({ logit_bias: { 5: -100 } }, { logitBias: true }).nativeRequests).toEqual([
      { ...NATIVE, options: { logit_bias: { 5: -100 } } },
    ]);
  });
});

describe('a model that does not think', () => {
  const failure: OllamaFailure = { kind: 'status', status: 400, message: '"demo" does not support thinking' };
  const configured: Partial<CompletionSettings> = {
    completions: 'template',
    findProfile: (model) => ({ nativeModel: model, reasoningEffort: 'high' }),
  };

  it('is asked without what the configuration says of it', () => {
    const translation = translate({ n: 2 }, configured);
    expect(translation.nativeRequests[0]?.think).toBe('high');
    expect(translation.askInstead?.(failure)).toEqual([IN_TEMPLATE, IN_TEMPLATE]);
  });

  it('is not asked without what the request says', () => {
    expect(() => translate({ think: true }).askInstead?.(failure)).toThrow(
      expect.objectContaining({
        status: 400,
        param: 'think',
        code: 'unsupported_parameter',
        message: "'think' is not supported: the model 'demo' does not think.",
      }),
    );
  });

  it('is not asked again when something else is wrong', () => {
    const other: OllamaFailure = { kind: 'status', status: 400, message: 'no' };
    expect(translate({}, configured).askInstead?.(other)).toBeUndefined();
    expect(translate({}).askInstead?.(failure)).toBeUndefined();
  });
});

describe('a request that is wrong', () => {
  it.each<[object, string, string, string]>([
    [{ prompt: undefined }, 'prompt', 'missing_required_parameter', "Missing required parameter: 'prompt'."],
    [
      { prompt: null },
      'prompt',
      'invalid_type',
      "Invalid type for 'prompt': expected a string or an array, but got null.",
    ],
    [
      { prompt: '' },
      'prompt',
      'invalid_value',
      "Invalid value for 'prompt': expected a string of at least 1 character(s), but got an empty string.",
    ],
    [
      { prompt: [1, 9] },
      'prompt[1]',
      'invalid_value',
      "Invalid value for 'prompt[1]': expected a token of cl100k_base, but got 9.",
    ],
    [
      { max_tokens: 0 },
      'max_tokens',
      'invalid_value',
      "Invalid value for 'max_tokens': expected a value that must not be less than 1, but got 0.",
    ],
    [
      { logprobs: 6 },
      'logprobs',
      'invalid_value',
      "Invalid value for 'logprobs': expected a value that must not be greater than 5, but got 6.",
    ],
    [
      { logprobs: true },
      'logprobs',
      'invalid_type',
      "Invalid type for 'logprobs': expected an integer, but got a boolean.",
    ],
    [
      { stop: ['a', 'b', 'c', 'd', 'e'] },
      'stop',
      'invalid_value',
      "Invalid value for 'stop': expected an array of at most 4 elements, but got an array.",
    ],
    [
      { stream_options: {} },
      'stream_options',
      'invalid_value',
      "'stream_options' is only allowed when 'stream' is true.",
    ],
    [
      { n: 2, best_of: 1 },
      'best_of',
      'invalid_value',
      "'best_of' must be at least 'n': no more can be returned than are generated.",
    ],
    [
      { best_of: 2, stream: true },
      'best_of',
      'invalid_value',
      "'best_of' above 'n' cannot be streamed: the best is known at the end.",
    ],
    [
      { echo: true, logprobs: 0 },
      'echo',
      'unsupported_parameter',
      "'echo' is not supported together with 'logprobs': Ollama gives no log probabilities of the prompt.",
    ],
    [
      { raw: true, suffix: 'x' },
      'raw',
      'invalid_value',
      "'raw' cannot be true beside 'suffix', which the model's template puts in its place.",
    ],
    [
      { logit_bias: { 5: 1 } },
      'logit_bias',
      'unsupported_parameter',
      "'logit_bias' is not supported: Ollama has no such option; the embedded engine has.",
    ],
    [
      { prompt: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
      'prompt',
      'invalid_value',
      "'prompt' is too large: 9 prompt(s) would be completed 1 time(s). At most 8 completions are generated here.",
    ],
    [
      { prompt: ['1', '2', '3'], n: 3 },
      'n',
      'invalid_value',
      "'n' is too large: 3 prompt(s) would be completed 3 time(s). At most 8 completions are generated here.",
    ],
    [
      { n: 2, best_of: 9 },
      'best_of',
      'invalid_value',
      "'best_of' is too large: 1 prompt(s) would be completed 9 time(s). At most 8 completions are generated here.",
    ],
  ])('%j', (fields, param, code, message) => {
    expect(refusal(fields)).toEqual({ status: 400, message, param, code });
  });

  it('may have as many generations as are configured, and fields that the API does not know', () => {
    expect(translate({ prompt: ['1', '2'], n: 4 }).nativeRequests).toHaveLength(8);
    expect(translate({ prompts: [] }).ignoredFields).toEqual(['prompts']);
  });
});
