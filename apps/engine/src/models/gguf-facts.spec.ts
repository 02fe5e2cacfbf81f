import { GgmlType, GgufFileType, readGgufFileInfo } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { type GgufFacts, readFacts } from './gguf-facts.js';
import { humanNumber } from './human-number.js';

type Info = Parameters<typeof readFacts>[0];
const DEMO = new URL('../../../../models/demo.gguf', import.meta.url).pathname;

function facts(metadata: object, tensorInfo: object[] = []): GgufFacts {
  return readFacts({ metadata, tensorInfo } as unknown as Info, { GgmlType, GgufFileType });
}

describe('what a GGUF file says', () => {
  it('of the demo model', async () => {
    const info = await readGgufFileInfo(DEMO, { sourceType: 'filesystem' });
    const { details, capabilities, contextLength, tensors, modelInfo, parameters } = readFacts(info, {
      GgmlType,
      GgufFileType,
    });

    expect(details).toEqual({
      parent_model: '',
      format: 'gguf',
      family: 'llama',
      families: ['llama'],
      parameter_size: '1.79M',
      quantization_level: 'F16',
    });
    expect(capabilities).toEqual(['completion', 'tools', 'insert', 'thinking']);
    expect(contextLength).toBe(2048);
    expect(parameters).toEqual({});
    expect(tensors[0]).toEqual({ name: 'token_embd.weight', type: 'F16', shape: [160, 1280] });
    expect(modelInfo).toMatchObject({
      'general.architecture': 'llama',
      'general.parameter_count': 1793760,
      'llama.attention.head_count': 5,
      'tokenizer.ggml.tokens': null,
    });
    expect(Object.keys(modelInfo)).not.toContain('tokenizer.chat_template');
  });

  it('that it makes embeddings only', () => {
    expect(facts({ general: { architecture: 'bert' }, bert: { pooling_type: 1 } }).capabilities).toEqual(['embedding']);
  });

  it('how its makers recommend to sample', () => {
    expect(
      facts({ general: { architecture: 'x', sampling: { temp: 0.6, top_k: 20, penalty_repeat: 1.05 } } }).parameters,
    ).toEqual({
      temperature: 0.6,
      top_k: 20,
      repeat_penalty: 1.05,
    });
  });

  it('in big integers too', () => {
    expect(facts({ general: { architecture: 'x', big: 5n } }).modelInfo).toEqual({
      'general.architecture': 'x',
      'general.big': 5,
      'general.parameter_count': 0,
    });
  });
});

describe('counts of parameters', () => {
  it.each([
    [12, '12'],
    [137_000, '137K'],
    [1_793_760, '1.79M'],
    [7_000_000_000, '7B'],
    [7_615_616_512, '7.6B'],
    [1_040_000_000_000, '1.0T'],
  ])('%d is %s', (count, said) => {
    expect(humanNumber(count)).toBe(said);
  });
});
