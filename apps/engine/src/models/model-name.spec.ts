import { describe, expect, it } from 'vitest';
import { fullName, isValidName, namesOf, pathOfName } from './model-name.js';

describe('names of models', () => {
  it.each([
    ['demo', 'demo:latest', 'demo'],
    ['demo:latest', 'demo:latest', 'demo'],
    ['qwen3:4b', 'qwen3:4b', 'qwen3:4b'],
    ['hf.co/acme/tiny-GGUF:Q4_K_M', 'hf.co/acme/tiny-GGUF:Q4_K_M', 'hf.co/acme/tiny-GGUF:Q4_K_M'],
  ])('%s is listed as %s and stored as %s.gguf', (name, listed, path) => {
    expect(fullName(name)).toBe(listed);
    expect(pathOfName(name)).toBe(path);
  });

  it.each([
    '',
    '../x',
    'a/../b',
    '/etc/passwd',
    'a//b',
    'a b',
    '.hidden',
    'x:',
    'x:a/b',
    'a/b/c/d/e',
    'x'.repeat(81),
    'a\0b',
  ])('cannot be %j', (name) => {
    expect(isValidName(name)).toBe(false);
  });

  it('finds a file whatever the case, and a tag after a hyphen', () => {
    expect(namesOf('Qwen3:4B')).toEqual(['qwen3:4b', 'qwen3-4b:latest']);
    expect(namesOf('Demo')).toEqual(['demo:latest']);
  });
});
