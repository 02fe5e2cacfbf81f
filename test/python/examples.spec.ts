import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExample } from '../examples/run-example.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { pythonEnvironment } from './python-environment.js';

describe('Python examples with the demo model', () => {
  let python: string;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    python = await pythonEnvironment();
    gateway = await startGatewayProcess();
  });
  afterAll(() => gateway?.close());

  it('python/chat_completion.py', async () => {
    const output = await runExample('python/chat_completion.py', [python, '-'], gateway.origin);
    expect(output).toBe('The capital of France is Paris.\n');
  });

  it('python/chat_completion_stream.py', async () => {
    const output = await runExample('python/chat_completion_stream.py', [python, '-'], gateway.origin);
    expect(output).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n');
  });
});
