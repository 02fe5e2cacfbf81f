import { Pool } from 'undici';
import { FakeOllama } from '../support/fake-ollama/index.js';
import { CHAT } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';
import { Times } from './times.js';

const MESSAGES = 500_000;
const LONGEST_MS = 1_000;

/** Bodies of 9 MB whose every message is bad; a refusal that takes a second, and anybody whom it stalls so long, is a failure. */
export async function refuseLarge(times: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin });
  const pool = new Pool(await gateway.url(), { connections: 2 });
  const { pid } = gateway.child;
  const socketsBefore = openSockets(pid);
  const before = resident(pid);
  const body = `{"model":"demo","messages":[${'{"role":"robots"},'.repeat(MESSAGES - 1)}{"role":"robots"}]}`;
  const [refused, others] = [new Times(), new Times()];
  let failures = 0;
  const ask = async (path: string, expected: number, took: Times, sent?: string): Promise<void> => {
    const begin = performance.now();
    const method = sent === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/json' };
    const answer = await pool.request({ path, method, headers, body: sent ?? null });
    await answer.body.dump();
    const milliseconds = performance.now() - begin;
    took.add(milliseconds);
    if (answer.statusCode !== expected || milliseconds > LONGEST_MS) failures++;
  };
  for (let time = 0; time < times; time++) {
    const done = new AbortController();
    const refusal = ask(CHAT.path, 400, refused, body).finally(() => done.abort());
    while (!done.signal.aborted) await ask('/v1/models', 200, others);
    await refusal;
  }
  const after = resident(pid);
  await Promise.all([pool.destroy(), ollama.close()]);
  report({
    scenario: `bodies of ${(body.length / 1e6).toFixed(1)} MB of bad messages`,
    attempts: refused.count + others.count,
    failures,
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, after],
    note:
      `${MESSAGES.toLocaleString('en')} messages are refused in ${refused.part(0.5)} ms (median), ${refused.part(1)} ms (most); ` +
      `others wait ${others.part(0.5)} ms (median), ${others.part(1)} ms (most)`,
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
}
