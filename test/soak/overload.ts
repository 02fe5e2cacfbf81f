import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { FakeOllama, json } from '../support/fake-ollama/index.js';
import { CHAT } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';
import { Times } from './times.js';

const AT_ONCE = 8;
const TIMES = 10;
const ANSWER_MS = 100;
const BACK_AFTER_MS = 100;

/** Ten times as many clients as fill the service and its queue, who come back soon after they are refused. */
export async function overload(seconds: number): Promise<void> {
  const ollama = await FakeOllama.start();
  ollama.answers(CHAT.route, async (request, response) => {
    await pause(ANSWER_MS);
    await json(CHAT.end('Hello'))(request, response);
  });
  const gateway = SpawnedGateway.start({
    OLLAMA_HOST: ollama.origin,
    GATEWAY_MAX_IN_FLIGHT: String(AT_ONCE),
    GATEWAY_MAX_QUEUE: String(AT_ONCE),
  });
  const url = await gateway.url();
  const { pid } = gateway.child;
  const socketsBefore = openSockets(pid);
  const before = resident(pid);
  const load = new Pool(url, { connections: TIMES * 2 * AT_ONCE });
  const probe = new Pool(url, { connections: 1 });

  const end = performance.now() + seconds * 1000;
  const [served, refused, checks] = [new Times(), new Times(), new Times()];
  let failures = 0;
  const askOn = async (): Promise<void> => {
    while (performance.now() < end) {
      const [status, milliseconds] = await ask(load, CHAT.path, CHAT.request);
      if (status === 200) served.add(milliseconds);
      else if (status === 503) refused.add(milliseconds);
      else failures++;
      if (status !== 200) await pause(BACK_AFTER_MS);
    }
  };
  const checkOn = async (): Promise<void> => {
    while (performance.now() < end) {
      for (const path of ['/health/live', '/health/ready']) {
        const [status, milliseconds] = await ask(probe, path);
        if (status === 200) checks.add(milliseconds);
        else failures++;
      }
      await pause(50);
    }
  };
  await Promise.all([checkOn(), ...Array.from({ length: TIMES * 2 * AT_ONCE }, askOn)]);
  const after = resident(pid);
  await Promise.all([load.destroy(), probe.destroy(), ollama.close()]);
  report({
    scenario: `${TIMES} times the load, ${seconds} s`,
    attempts: served.count + refused.count + failures,
    failures,
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, after],
    note:
      `${served.count} served; refused after ${refused.part(0.5)} ms (median), ${refused.part(0.99)} ms (99 %); ` +
      `${checks.count} health checks in ${checks.part(0.5)} and ${checks.part(0.99)} ms`,
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
}

async function ask(pool: Pool, path: string, body?: object): Promise<[status: number, milliseconds: number]> {
  const begin = performance.now();
  const { statusCode, body: answer } = await pool.request({
    path,
    method: body ? 'POST' : 'GET',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  await answer.dump();
  return [statusCode, performance.now() - begin];
}
