import { describe, expect, it } from 'vitest';
import { toModelList } from './to-model-list.js';

describe('toModelList', () => {
  it('lists the models in Ollama’s order', () => {
    const tags = {
      models: [
        { name: 'llama3.2:1b', modified_at: '2026-08-21T18:48:22.999456789Z' },
        { name: 'alice/llama3:latest', modified_at: '2026-08-21T11:48:22.5-07:00' },
        { name: 'hf.co/bartowski/llama:Q4_K_M', modified_at: 'once' },
      ],
    };
    expect(toModelList(tags)).toEqual({
      object: 'list',
      data: [
        { id: 'llama3.2:1b', object: 'model', created: 1787338102, owned_by: 'library' },
        { id: 'alice/llama3:latest', object: 'model', created: 1787338102, owned_by: 'alice' },
        { id: 'hf.co/bartowski/llama:Q4_K_M', object: 'model', created: 0, owned_by: 'bartowski' },
      ],
    });
  });

  it.each([{ models: [] }, { models: null }])('is empty for %j', (tags) => {
    expect(toModelList(tags)).toEqual({ object: 'list', data: [] });
  });
});
