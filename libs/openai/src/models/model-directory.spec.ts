import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../errors/openai-error.js';
import { ModelDirectory, type ModelKnowledge } from './model-directory.js';
import type { ModelExtras } from './model-extras.js';
import type { InstalledModel } from './to-model.js';

const MODELS: InstalledModel[] = [
  {
    name: 'llama3.2:1b',
    modified_at: '2026-08-21T18:48:22.999456789Z',
    digest: 'd1',
    size: 1321098329,
    details: { parameter_size: '1.2B', quantization_level: 'Q8_0', family: 'llama' },
  },
  { name: 'alice/llava:latest', modified_at: '2026-08-21T11:48:22.5-07:00', digest: 'd2' },
  { name: 'hf.co/bartowski/llama:Q4_K_M', modified_at: 'once', digest: 'd3' },
];

const EXTRAS: Record<string, ModelExtras> = {
  d1: { trainedContext: 131072, modelfileContext: 8192, capabilities: ['completion', 'tools'] },
  d2: { trainedContext: 4096, modelfileContext: 32768, capabilities: ['completion', 'vision', 'audio'] },
};

const KNOWLEDGE: ModelKnowledge = {
  aliases: new Map([
    ['gpt-4o', 'llama3.2:1b'],
    ['gpt-4o-vision', 'alice/llava'],
    ['gone', 'removed:latest'],
  ]),
  findProfile: (model) =>
    model === 'gpt-4o' ? { nativeModel: 'llama3.2:1b', options: { num_ctx: 2048 } } : { nativeModel: model },
  findExtras: ({ digest }) => EXTRAS[digest ?? ''],
};

const LLAMA = {
  id: 'llama3.2:1b',
  object: 'model',
  created: 1787338102,
  owned_by: 'library',
  context_length: 8192,
  capabilities: ['completion', 'tools'],
  modalities: { input: ['text'], output: ['text'] },
  quantization: 'Q8_0',
  parameter_size: '1.2B',
  size: 1321098329,
};

const LLAVA = {
  id: 'alice/llava:latest',
  object: 'model',
  created: 1787338102,
  owned_by: 'alice',
  context_length: 4096,
  capabilities: ['completion', 'vision', 'audio'],
  modalities: { input: ['text', 'image', 'audio'], output: ['text'] },
};

const directory = new ModelDirectory(MODELS, KNOWLEDGE);

describe('ModelDirectory', () => {
  it('lists what is installed in Ollama’s order, then the aliases of what is there', () => {
    expect(directory.list()).toEqual({
      object: 'list',
      data: [
        LLAMA,
        LLAVA,
        { id: 'hf.co/bartowski/llama:Q4_K_M', object: 'model', created: 0, owned_by: 'bartowski' },
        { ...LLAMA, id: 'gpt-4o', owned_by: 'ollama-gateway', context_length: 2048 },
        { ...LLAVA, id: 'gpt-4o-vision', owned_by: 'ollama-gateway' },
      ],
    });
  });

  it('lists a name once, as what it stands for', () => {
    const aliases = new Map([['alice/llava:latest', 'llama3.2:1b']]);
    const shadowed = new ModelDirectory(MODELS, { ...KNOWLEDGE, aliases });
    expect(shadowed.list().data).toEqual([
      LLAMA,
      { id: 'hf.co/bartowski/llama:Q4_K_M', object: 'model', created: 0, owned_by: 'bartowski' },
      { ...LLAMA, id: 'alice/llava:latest', owned_by: 'ollama-gateway' },
    ]);
  });

  it.each([
    ['library/llama3.2:1b', LLAMA],
    ['alice/llava', LLAVA],
    ['gpt-4o-vision', { ...LLAVA, owned_by: 'ollama-gateway' }],
  ])('describes %s under the name by which it was asked for', (id, model) => {
    expect(directory.retrieve(id)).toEqual({ ...model, id });
  });

  it.each(['nope', 'gone'])('does not know %s, and tells what is there', (id) => {
    const names = MODELS.map(({ name }) => `'${name}'`).join(', ');
    expect(() => directory.retrieve(id)).toThrow(
      expect.objectContaining({ status: 404, message: `The model '${id}' does not exist. Installed: ${names}.` }),
    );
    expect(() => directory.find(id)).toThrow(OpenAiError);
  });

  it('takes the capabilities of the list where nothing else is known', () => {
    const models: InstalledModel[] = [
      { name: 'embed:latest', modified_at: '1970-01-01T00:00:07Z', capabilities: ['embedding'] },
      { name: 'draw:latest', modified_at: '1970-01-01T00:00:07Z', capabilities: ['image'] },
    ];
    const { data } = new ModelDirectory(models, { ...KNOWLEDGE, findExtras: () => undefined }).list();
    expect(data).toEqual([
      {
        id: 'embed:latest',
        object: 'model',
        created: 7,
        owned_by: 'library',
        capabilities: ['embedding'],
        modalities: { input: ['text'], output: ['embedding'] },
      },
      {
        id: 'draw:latest',
        object: 'model',
        created: 7,
        owned_by: 'library',
        capabilities: ['image'],
        modalities: { input: ['text'], output: ['image'] },
      },
    ]);
  });

  it('is empty where nothing is installed', () => {
    expect(new ModelDirectory([], KNOWLEDGE).list()).toEqual({ object: 'list', data: [] });
  });
});
