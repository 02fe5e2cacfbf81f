import { describe, expect, it } from 'vitest';
import { modelSource } from './model-source.js';

describe('where a model comes from', () => {
  it.each([
    ['hf.co/acme/tiny-GGUF:Q4_K_M', 'hf:acme/tiny-GGUF:Q4_K_M', 'hf.co/acme/tiny-GGUF:Q4_K_M'],
    ['https://huggingface.co/acme/tiny-GGUF', 'hf:acme/tiny-GGUF', 'hf.co/acme/tiny-GGUF'],
    ['hf:acme/tiny:Q8_0', 'hf:acme/tiny:Q8_0', 'hf.co/acme/tiny:Q8_0'],
    [
      'https://example.com/a/My%20Model.Q4.gguf?download=true',
      'https://example.com/a/My%20Model.Q4.gguf?download=true',
      'My-Model.Q4',
    ],
    ['http://example.com/big-00001-of-00003.gguf', 'http://example.com/big-00001-of-00003.gguf', 'big'],
  ])('%s', (asked, uri, name) => {
    expect(modelSource(asked)).toEqual({ uri, name });
  });

  it.each([
    'llama3',
    'https://example.com/',
    'https://example.com/x.bin',
    'file:///etc/x.gguf',
    'hf.co/a',
    'https://example.com/%E0%A4%A.gguf',
  ])('is not %s', (asked) => {
    expect(() => modelSource(asked)).toThrow(`cannot pull ${JSON.stringify(asked)}`);
  });
});
