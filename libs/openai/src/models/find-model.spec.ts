import { describe, expect, it } from 'vitest';
import { findModel } from './find-model.js';

const NAMES = [
  'llama3.2:1b',
  'demo:latest',
  'alice/Tuned:latest',
  'hf.co/org/repo:Q4_K_M',
  'host:5000/ns/model:latest',
];
const MODELS = NAMES.map((name) => ({ name }));

describe('findModel', () => {
  it.each([
    ['llama3.2:1b', 'llama3.2:1b'],
    ['demo', 'demo:latest'],
    ['demo:latest', 'demo:latest'],
    ['library/llama3.2:1b', 'llama3.2:1b'],
    ['registry.ollama.ai/library/demo', 'demo:latest'],
    ['alice/tuned', 'alice/Tuned:latest'],
    ['HF.co/org/repo:q4_k_m', 'hf.co/org/repo:Q4_K_M'],
    ['host:5000/ns/model', 'host:5000/ns/model:latest'],
    ['llama3.2', undefined],
    ['hf.co/org/repo', undefined],
    ['alice/demo', undefined],
    ['', undefined],
  ])('%s is %s', (name, found) => {
    expect(findModel(MODELS, name)?.name).toBe(found);
  });
});
