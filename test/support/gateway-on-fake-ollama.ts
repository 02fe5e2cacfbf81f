import { afterAll, afterEach } from 'vitest';
import { FakeOllama } from './fake-ollama/index.js';
import { Gateway } from './gateway.js';

/**
 * A gateway and the Ollama behind it for a whole test file; scripts and requests are forgotten after each test:
 *
 *     const { gateway, ollama } = await gatewayOnFakeOllama();
 */
export async function gatewayOnFakeOllama(
  environment: Record<string, string> = {},
): Promise<{ gateway: Gateway; ollama: FakeOllama }> {
  const ollama = await FakeOllama.start();
  const gateway = await Gateway.start({ OLLAMA_HOST: ollama.origin, ...environment });
  afterEach(() => ollama.reset());
  afterAll(async () => {
    await gateway.close();
    await ollama.close();
  });
  return { gateway, ollama };
}
