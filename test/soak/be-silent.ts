import { Pool } from 'undici';
import { type Answer, FakeOllama, json, ndjson } from '../support/fake-ollama/index.js';
import { GENERATING } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';

/** An Ollama that says nothing for long and then answers, with the service's own limits; nothing may be cut. */
export async function beSilent(seconds: number, timesEach: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin });
  const pool = new Pool(await gateway.url(), { headersTimeout: 0, bodyTimeout: 0 });
  const { pid } = gateway.child;
  const before = resident(pid);
  const socketsBefore = openSockets(pid);

  const asked: Promise<boolean>[] = [];
  for (const [, { path, route, request, delta, end }] of GENERATING) {
    ollama.answers(
      route,
      late(seconds, (isStreamed) => (isStreamed ? ndjson([delta('Hi'), end()]) : json(end('Hi')))),
    );
    for (let time = 0; time < 2 * timesEach; time++) {
      const stream = time % 2 === 0;
      asked.push(isWhole(pool, path, { ...request, stream }, stream ? Math.floor(seconds / 15) - 1 : 0));
    }
  }
  const answers = await Promise.all(asked);
  await pool.destroy();
  await ollama.close();
  report({
    scenario: `Ollama is silent for ${seconds} s`,
    attempts: answers.length,
    failures: answers.filter((whole) => !whole).length,
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, resident(pid)],
    note: 'in place of 10 minutes; streams have a comment every 15 s',
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
}

function late(seconds: number, answerTo: (isStreamed: boolean) => Answer): Answer {
  return async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    await answerTo((request.body as { stream: boolean }).stream)(request, response);
  };
}

async function isWhole(pool: Pool, path: string, body: object, comments: number): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const response = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.body.text();
  return response.statusCode === 200 && text.includes('Hi') && text.split(': keep-alive').length > comments;
}
