import { afterAll } from 'vitest';
import { FakeOllama } from './fake-ollama/index.js';
import { Gateway } from './gateway.js';
import { obedient } from './obedient-ollama.js';

export interface UpstreamCase {
  name: string;
  gateway: Gateway;
}

/**
 * The gateway on each upstream that constrains what is generated, for a whole test file: an Ollama that does what it is
 * asked, and the embedded engine with the demo model.
 */
export async function gatewaysOnUpstreams(): Promise<UpstreamCase[]> {
  const ollama = await FakeOllama.start();
  ollama.answers('POST /api/chat', obedient);
  const onOllama = await Gateway.start({ OLLAMA_HOST: ollama.origin });
  const onEngine = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
  afterAll(async () => {
    await Promise.all([onOllama.close(), onEngine.close()]);
    await ollama.close();
  });
  return [
    { name: 'an obedient Ollama', gateway: onOllama },
    { name: 'the embedded engine', gateway: onEngine },
  ];
}
