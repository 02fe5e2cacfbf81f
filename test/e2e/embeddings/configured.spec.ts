import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const CONFIGURATION = `
models:
  nomic-embed-text:
    options: {num_ctx: 2048}
    keep_alive: -1
    truncation: auto
    tokenizer: o200k_base
aliases:
  text-embedding-3-small: nomic-embed-text
`;

const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
const file = join(directory, 'gateway.yaml');
await writeFile(file, CONFIGURATION);
afterAll(() => rm(directory, { recursive: true }));

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_CONFIG: file });

it('takes an alias, and what is configured of the model behind it', async () => {
  ollama.answers('POST /api/embed', json({ embeddings: [[1]] }));
  const { model } = await gateway.client().embeddings.create({ model: 'text-embedding-3-small', input: [4827, 382] });
  expect(model).toBe('text-embedding-3-small');
  expect(ollama.requests.map(({ body }) => body)).toEqual([
    { model: 'nomic-embed-text', input: 'What is', truncate: true, options: { num_ctx: 2048 }, keep_alive: -1 },
  ]);
});
