import { describe, expect, it } from 'vitest';
import { toModelExtras } from './model-extras.js';

describe('toModelExtras', () => {
  it('takes out of an answer what clients ask for', () => {
    const extras = toModelExtras({
      model_info: { 'general.architecture': 'llama', 'llama.context_length': 131072, 'llama.block_count': 16 },
      parameters: 'stop                           "<|im_end|>"\nnum_ctx                        8192\ntemperature 0.2',
      capabilities: ['completion', 'tools'],
      details: { family: 'llama' },
    });
    expect(extras).toEqual({
      trainedContext: 131072,
      modelfileContext: 8192,
      capabilities: ['completion', 'tools'],
    });
  });

  it.each([
    [{}],
    [{ model_info: {}, parameters: '' }],
    [{ model_info: { 'general.architecture': 'llama', 'gemma.context_length': 8192 }, parameters: 'stop "num_ctx 7"' }],
    [{ model_info: { 'general.architecture': 'llama', 'llama.context_length': '8192' } }],
  ])('knows nothing from %j', (answer) => {
    expect(toModelExtras(answer)).toEqual({});
  });
});
