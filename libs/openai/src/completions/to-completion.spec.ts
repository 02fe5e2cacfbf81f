import type { OllamaGenerateEnd, OllamaLogprob } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../test/chat.js';
import { OpenAiError } from '../errors/openai-error.js';
import { translateCompletion } from './translate-completion.js';

function translate(fields: object) {
  const body = { model: 'demo', prompt: 'Once', ...fields };
  return translateCompletion(body, { id: 'cmpl-1', created: 17 }, { ...SETTINGS, decodeTokens: () => 'decoded' });
}

function answer(response: string, fields: Partial<OllamaGenerateEnd> = {}): OllamaGenerateEnd {
  return {
    model: 'demo:latest',
    created_at: '2026-08-21T18:48:22Z',
    response,
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 5,
    eval_count: 3,
    ...fields,
  };
}

const logprob = (token: string, value: number): OllamaLogprob => ({
  token,
  logprob: value,
  bytes: [...Buffer.from(token)],
  top_logprobs: [{ token, logprob: value, bytes: [...Buffer.from(token)] }],
});

function failureOf(run: () => unknown) {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return [error.status, error.param, error.code, error.message];
  }
}

const choice = (index: number, text: string, fields: object = {}) => ({
  text,
  index,
  logprobs: null,
  finish_reason: 'stop',
  ...fields,
});

describe('a completion', () => {
  it('is the answer', () => {
    expect(translate({}).toBody([answer(' upon a time', { prompt_eval_cached_count: 4 })])).toEqual({
      id: 'cmpl-1',
      object: 'text_completion',
      created: 17,
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [choice(0, ' upon a time')],
      usage: {
        prompt_tokens: 5,
        completion_tokens: 3,
        total_tokens: 8,
        prompt_tokens_details: { cached_tokens: 4 },
      },
    });
  });

  const bodyOf = (fields: object, ...answers: OllamaGenerateEnd[]) =>
    translate(fields).toBody(answers) as { choices: object[]; usage: object };

  it('has the prompt before the text where it is to be echoed', () => {
    expect(bodyOf({ echo: true }, answer(' upon')).choices).toEqual([choice(0, 'Once upon')]);
    expect(bodyOf({ echo: true, prompt: [5] }, answer('!')).choices).toEqual([choice(0, 'decoded!')]);
  });

  it('says when it was cut off, and what the model thought', () => {
    expect(bodyOf({}, answer(' upon', { done_reason: 'length', thinking: 'Hm.' })).choices).toEqual([
      choice(0, ' upon', { finish_reason: 'length', reasoning: 'Hm.' }),
    ]);
  });

  it('has a choice for each completion of each prompt, and counts each prompt once', () => {
    const { choices, usage } = bodyOf(
      { prompt: ['a', 'b'], n: 2, echo: true },
      answer('1', { prompt_eval_count: 10 }),
      answer('2', { prompt_eval_count: 10 }),
      answer('3', { prompt_eval_count: 20 }),
      answer('4', { prompt_eval_count: 20 }),
    );
    expect(choices).toEqual([choice(0, 'a1'), choice(1, 'a2'), choice(2, 'b3'), choice(3, 'b4')]);
    expect(usage).toEqual({ prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 });
  });

  it('has log probabilities in the older form', () => {
    const logprobs = [logprob(' upon', -0.5), logprob(' a', -0.25)];
    expect(bodyOf({ logprobs: 1 }, answer(' upon a', { logprobs })).choices).toEqual([
      choice(0, ' upon a', {
        logprobs: {
          tokens: [' upon', ' a'],
          token_logprobs: [-0.5, -0.25],
          top_logprobs: [{ ' upon': -0.5 }, { ' a': -0.25 }],
          text_offset: [4, 9],
        },
      }),
    ]);
  });

  it('has those of the text only when the model thought', () => {
    const logprobs = [logprob('Hm.', -1), logprob('\n', -1), logprob(' upon', -0.5)];
    const [told] = bodyOf({ logprobs: 0 }, answer(' upon', { thinking: 'Hm.', logprobs })).choices;
    expect(told).toMatchObject({ logprobs: { tokens: [' upon'], text_offset: [4] } });
  });

  it('says in a header that log probabilities were asked for and did not come', () => {
    const asked = translate({ logprobs: 1, nonsense: 1 });
    expect(asked.toBody([answer(' upon')])).toMatchObject({ choices: [choice(0, ' upon')] });
    expect(asked.ignoredFields).toEqual(['nonsense', 'logprobs']);
    const told = translate({ logprobs: 1 });
    told.toBody([answer(' upon', { logprobs: [logprob(' upon', -1)] })]);
    expect(told.ignoredFields).toEqual([]);
  });

  it('is the best of several by the mean log probability of a token, the best first, and all are counted', () => {
    const { choices, usage } = bodyOf(
      { best_of: 4, n: 2 },
      answer('worst', { logprobs: [logprob('worst', -4)] }),
      answer('', { eval_count: 0 }),
      answer('second', { logprobs: [logprob('sec', -0.1), logprob('ond', -1.9)] }),
      answer('best', { logprobs: [logprob('be', -0.2), logprob('s', -0.4), logprob('t', -0.6)] }),
    );
    expect(choices).toEqual([choice(0, 'best'), choice(1, 'second')]);
    expect(usage).toEqual({ prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 });
  });

  it('is counted for the log', () => {
    const translation = translate({});
    translation.toBody([answer('x')]);
    expect(translation.counts()).toEqual({ promptTokens: 5, completionTokens: 3 });
  });

  it.each<[string, object, OllamaGenerateEnd[], unknown[]]>([
    ['nothing came', {}, [], [502, null, 'incomplete_answer', 'Ollama did not answer.']],
    ['one did not come', { n: 2 }, [answer('a')], [502, null, 'incomplete_answer', 'Ollama did not answer.']],
    [
      'the model was only loaded',
      {},
      [answer('', { done_reason: 'load' })],
      [502, null, 'incomplete_answer', 'Ollama did not answer: it has loaded the model.'],
    ],
    [
      'one that is not returned broke off',
      { best_of: 2 },
      [answer('a', { logprobs: [logprob('a', -1)] }), answer('b', { done_reason: undefined })],
      [502, null, 'incomplete_answer', 'Ollama ended its answer without a reason: it may not be complete.'],
    ],
    [
      'the best cannot be found out',
      { best_of: 2 },
      [answer('a'), answer('b')],
      [
        400,
        'best_of',
        'unsupported_parameter',
        "'best_of' is not supported by this Ollama: it does not tell the log probabilities by which to choose.",
      ],
    ],
  ])('is not made up when %s', (_when, fields, answers, failure) => {
    expect(failureOf(() => translate(fields).toBody(answers))).toEqual(failure);
  });
});
