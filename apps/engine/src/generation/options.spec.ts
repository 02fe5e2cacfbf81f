import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('options', () => {
  it('are Ollama’s defaults where nothing is asked for, without a penalty', () => {
    expect(readOptions(undefined)).toEqual({
      num_predict: -1,
      num_keep: 4,
      stop: [],
      temperature: 0.8,
      top_k: 40,
      top_p: 0.9,
      min_p: 0,
      repeat_last_n: 64,
      repeat_penalty: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
    });
  });

  it('are what is asked for, before what the model recommends', () => {
    expect(readOptions({ temperature: 0, stop: null, seed: 7 }, { temperature: 0.6, top_k: 20 })).toMatchObject({
      temperature: 0,
      seed: 7,
      top_k: 20,
      stop: [],
    });
  });

  it.each([
    [{ stop: 'x' }, 'option "stop" must be of type array'],
    [{ stop: ['x', 1] }, 'option "stop" must be of an array of strings'],
    [{ temperature: 'hot' }, 'option "temperature" must be of type float32'],
    [{ temperature: -1 }, 'option "temperature" must be at least 0'],
    [{ top_p: 1.5 }, 'option "top_p" must be at most 1'],
    [{ num_ctx: '8k' }, 'option "num_ctx" must be of type integer'],
    [{ num_ctx: 2.5 }, 'option "num_ctx" must be of type integer'],
    [{ num_ctx: 0 }, 'option "num_ctx" must be at least 4'],
    [{ typical_p: 0.5 }, 'option "typical_p" must be at least 1'],
    [{ use_mmap: 1 }, 'option "use_mmap" must be of type boolean'],
    [{ logit_bias: [1] }, 'option "logit_bias" must map ids of tokens to numbers'],
    [{ logit_bias: { a: 1 } }, 'option "logit_bias" must map ids of tokens to numbers'],
    [{ frobnicate: 1 }, 'option "frobnicate" is not known to the embedded engine'],
    [{ constructor: 1 }, 'option "constructor" is not known to the embedded engine'],
  ])('refuse %j', (options, message) => {
    expect(() => readOptions(options)).toThrow(message);
  });
});
