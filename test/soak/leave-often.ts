import { FakeOllama } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { askAndLeave, LEAVES, leftBehind, leftovers } from '../wire/support/leaving.js';
import { heap } from './memory.js';
import { report } from './table.js';
import { Times } from './times.js';

/** One in a hundred may find the process collecting garbage. */
const LONGEST_MS = 50;

/** Clients that go away, at every moment and in every way; what is logged, and what takes too long, counts as a failure. */
export async function leaveOften(times: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_LOG_LEVEL: 'warn' });
  const rounds = async (count: number, aborts: Times) => {
    for (let asked = 0; asked < count; asked++) {
      const leave = LEAVES[asked % LEAVES.length] as (typeof LEAVES)[number];
      aborts.add(await askAndLeave(gateway, ollama, leave));
    }
  };
  await rounds(2 * LEAVES.length, new Times());
  const handles = await leftovers(gateway);
  const before = heap();
  const aborts = new Times();
  await rounds(times, aborts);
  const left = await leftBehind(gateway, handles);
  report({
    scenario: 'clients go away',
    attempts: times,
    failures: gateway.log.lines.length + (aborts.part(0.99) > LONGEST_MS ? 1 : 0),
    leaked: Object.values(left).reduce((sum, count) => sum + count, 0),
    memory: [before, heap()],
    note: `Ollama’s request is broken off after ${aborts.part(0.5)} ms (median), ${aborts.part(0.99)} ms (99 %), ${aborts.part(1)} ms (most)`,
  });
  await gateway.close();
  await ollama.close();
}
