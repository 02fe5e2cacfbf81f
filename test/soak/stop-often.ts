import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { type Answer, FakeOllama, writePiece } from '../support/fake-ollama/index.js';
import { CHAT } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { resident } from './memory.js';
import { report } from './table.js';

const STREAMS = 50;

/** A service that is stopped while streams are under way: each that is not whole, and each end that is not 0, is a failure. */
export async function stopOften(times: number): Promise<void> {
  const ollama = await FakeOllama.start();
  ollama.answers(CHAT.route, slowly);
  let failures = 0;
  let memory: [number, number] = [0, 0];
  for (let time = 0; time < times; time++) {
    ollama.reset();
    ollama.answers(CHAT.route, slowly);
    const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin });
    const pool = new Pool(await gateway.url(), { connections: STREAMS });
    const before = resident(gateway.child.pid);
    const streams = Array.from({ length: STREAMS }, () => isWhole(pool));
    await ollama.received(STREAMS);
    memory = [before, resident(gateway.child.pid)];
    gateway.child.kill('SIGTERM');
    failures += (await Promise.all(streams)).filter((whole) => !whole).length;
    await pool.destroy();
    const { code } = await gateway.exit;
    if (code !== 0) failures++;
  }
  report({
    scenario: 'stopped in mid-stream',
    attempts: times * (STREAMS + 1),
    failures,
    leaked: ollama.openConnections,
    memory,
    note: `${times} processes with ${STREAMS} streams each, all whole, exit 0`,
  });
  await ollama.close();
}

const slowly: Answer = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (let piece = 0; piece < 20; piece++) {
    await writePiece(response, CHAT.delta('Hello'));
    await pause(50);
  }
  await writePiece(response, CHAT.end());
  response.end();
};

async function isWhole(pool: Pool): Promise<boolean> {
  const body = JSON.stringify({ ...CHAT.request, stream: true });
  const headers = { 'content-type': 'application/json' };
  const response = await pool.request({ path: CHAT.path, method: 'POST', headers, body });
  return (await response.body.text()).endsWith('data: [DONE]\n\n');
}
