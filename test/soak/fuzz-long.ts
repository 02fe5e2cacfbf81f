import { FakeOllama } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { leftBehind, leftovers } from '../wire/support/leaving.js';
import { fuzz } from '../wire/support/fuzz.js';
import { heap } from './memory.js';
import { report } from './table.js';

/** Bodies of every kind; every answer that is no 4xx in OpenAI's form, and every error in the log, is a failure. */
export async function fuzzLong(path: string, bodies: number, limitMs: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = await Gateway.start({
    OLLAMA_HOST: ollama.origin,
    GATEWAY_FETCH_IMAGES: 'false',
    GATEWAY_RETRIES: '0',
    GATEWAY_LOG_LEVEL: 'error',
  });
  await fuzz(gateway, ollama, path, 1_000);
  const handles = await leftovers(gateway);
  const before = heap();
  const { sent, reached, finding } = await fuzz(gateway, ollama, path, bodies, limitMs);
  const left = await leftBehind(gateway, handles);
  report({
    scenario: `fuzz ${path}`,
    attempts: sent,
    failures: gateway.log.lines.length + (finding === undefined ? 0 : 1),
    leaked: Object.values(left).reduce((sum, count) => sum + count, 0),
    memory: [before, heap()],
    note: finding ?? `${reached.toLocaleString('en')} were right and reached Ollama`,
  });
  await gateway.close();
  await ollama.close();
}
