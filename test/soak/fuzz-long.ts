import { FakeOllama } from '../support/fake-ollama/index.js';
import { fuzz, FUZZED } from '../wire/support/fuzz/fuzz.js';
import type { Target } from '../wire/support/fuzz/targets.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';

/** Requests of every kind; every answer that is no 4xx in its API's form, and every error in the log, is a failure. */
export async function fuzzLong(target: Target, perRoute: number, limitMs: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const { gateway, url } = await SpawnedGateway.startAt({
    ...FUZZED,
    OLLAMA_HOST: ollama.origin,
    GATEWAY_LOG_LEVEL: 'error',
  });
  const { pid } = gateway.child;
  const socketsBefore = openSockets(pid);
  await fuzz(url, ollama, target, 1_000);
  const before = resident(pid);
  const begin = performance.now();
  const { sent, reached, finding } = await fuzz(url, ollama, target, perRoute * target.routes, limitMs);
  const seconds = (performance.now() - begin) / 1000;
  const after = resident(pid);
  await ollama.close();
  report({
    scenario: `fuzz ${target.name}`,
    attempts: sent,
    failures: gateway.log.lines.length + (finding === undefined ? 0 : 1),
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, after],
    note:
      finding ??
      `${reached.toLocaleString('en')} reached Ollama; ${Math.round(sent / seconds).toLocaleString('en')} a second`,
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
}
