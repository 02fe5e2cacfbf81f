import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { runExample } from './run-example.js';

const NODE: [string, ...string[]] = [process.execPath, '--input-type=module-typescript', '-'];

describe('examples with the demo model', () => {
  let gateway: GatewayProcess;

  beforeAll(async () => {
    provideCurl();
    gateway = await startGatewayProcess();
  }, 30_000);
  afterAll(() => gateway?.close());

  it('curl/chat-completion.sh', async () => {
    const output = await runExample('curl/chat-completion.sh', ['sh'], gateway.origin);
    expect(JSON.parse(output)).toEqual({
      id: expect.stringMatching(/^chatcmpl-\w{32}$/) as string,
      object: 'chat.completion',
      created: expect.any(Number) as number,
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'The capital of France is Paris.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 22, completion_tokens: 13, total_tokens: 35 },
    });
  });

  it('curl/chat-completion-stream.sh', async () => {
    const output = await runExample('curl/chat-completion-stream.sh', ['sh'], gateway.origin);
    const events = output.split('\n\n');
    expect(events.slice(-2)).toEqual(['data: [DONE]', '']);

    const choices = events.slice(0, -2).map((event) => JSON.parse(event.replace('data: ', '')).choices[0]);
    expect(choices.map(({ delta }) => delta.content ?? '').join('')).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9, 10');
    expect(choices.at(-1).finish_reason).toBe('stop');
  });

  it('typescript/chat-completion.ts', async () => {
    const output = await runExample('typescript/chat-completion.ts', NODE, gateway.origin);
    expect(output).toBe('The capital of France is Paris.\n');
  });

  it('typescript/chat-completion-stream.ts', async () => {
    const output = await runExample('typescript/chat-completion-stream.ts', NODE, gateway.origin);
    expect(output).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n');
  });
});

/** Debian's smallest images have no curl. */
function provideCurl(): void {
  if (spawnSync('curl', ['--version']).status === 0) return;
  process.env['PATH'] += `:${fileURLToPath(new URL('without-curl', import.meta.url))}`;
}
