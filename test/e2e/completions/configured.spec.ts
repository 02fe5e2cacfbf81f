import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { generateEnd, json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const CONFIGURATION = `
completions: template
tokenizer: o200k_base
models:
  qwen2.5-coder:
    completions: raw
    options: {num_ctx: 4096}
    default_output_tokens: 64
aliases:
  gpt-3.5-turbo-instruct: qwen2.5-coder
`;

const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
const file = join(directory, 'gateway.yaml');
await writeFile(file, CONFIGURATION);
afterAll(() => rm(directory, { recursive: true }));

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_CONFIG: file });

it('takes an alias, and what is configured of the model behind it and of all models', async () => {
  ollama.answers('POST /api/generate', json(generateEnd({ response: 'x' })));
  const { completions } = gateway.client();
  const { model } = await completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: [4827, 382] });
  await completions.create({ model: 'demo', prompt: 'What is' });
  expect(model).toBe('gpt-3.5-turbo-instruct');
  const common = { prompt: 'What is', stream: false, truncate: false, shift: false };
  expect(ollama.requests.map(({ body }) => body)).toEqual([
    { ...common, model: 'qwen2.5-coder', raw: true, options: { num_ctx: 4096, num_predict: 64 } },
    { ...common, model: 'demo' },
  ]);
});
