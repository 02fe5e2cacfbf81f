import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { FakeOllama, json, ndjson, PacedStream, silence } from '../support/fake-ollama/index.js';
import { CHAT } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { Nginx } from './nginx.js';
import { report } from './table.js';

const STREAMED = { ...CHAT.request, stream: true };
const HEADERS = { 'content-type': 'application/json' };

/** The service behind nginx as it is configured by default, which buffers, and cuts what is silent for two seconds. */
export async function behindNginx(requests: number): Promise<void> {
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_SSE_KEEP_ALIVE: '500ms' });
  const nginx = await Nginx.start(await gateway.url(), { readTimeoutSeconds: 2 });
  const pool = new Pool(nginx.origin, { connections: 32 });
  const { pid } = gateway.child;
  const socketsBefore = openSockets(pid);
  const before = resident(pid);
  const trials: [string, () => Promise<boolean>][] = [
    ['a token comes before the next is there', () => comesAtOnce(pool, ollama)],
    ['a silent stream is not cut', () => isNotCut(pool, ollama)],
    ['a client that leaves breaks the request off', () => isBrokenOff(pool, ollama)],
    ['a large body gets through', () => takesLargeBody(pool)],
  ];
  const failed: string[] = [];
  for (const [name, trial] of trials) if (!(await trial())) failed.push(name);
  ollama.reset();
  ollama.answers(CHAT.route, json(CHAT.end('Hello')));
  const refused = await askMany(pool, requests);
  await pool.destroy();
  await nginx.stop();
  await ollama.close();
  report({
    scenario: 'behind nginx',
    attempts: requests + trials.length,
    failures: refused + failed.length,
    leaked: await socketsLeft(pid, socketsBefore),
    memory: [before, resident(pid)],
    note: failed.length > 0 ? `failed: ${failed.join(', ')}` : trials.map(([name]) => name).join('; '),
  });
  gateway.child.kill('SIGTERM');
  await gateway.exit;
}

async function post(pool: Pool, body: object) {
  return pool.request({ path: CHAT.path, method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
}

/** The second token is sent only when the first has been read. */
async function comesAtOnce(pool: Pool, ollama: FakeOllama): Promise<boolean> {
  const paced = new PacedStream();
  ollama.answers(CHAT.route, paced.answer);
  const asked = post(pool, STREAMED);
  await paced.write(CHAT.delta('first'));
  const { body } = await asked;
  let text = '';
  for await (const piece of body) {
    text += String(piece);
    if (text.includes('first') && !text.includes('second')) await paced.write(CHAT.delta('second'));
    if (text.includes('second') && !text.includes('[DONE]')) await paced.end(CHAT.end());
  }
  return text.endsWith('data: [DONE]\n\n');
}

async function isNotCut(pool: Pool, ollama: FakeOllama): Promise<boolean> {
  ollama.answers(CHAT.route, async (request, response) => {
    await pause(5000);
    await ndjson([CHAT.delta('late'), CHAT.end()])(request, response);
  });
  const { body } = await post(pool, STREAMED);
  return (await body.text()).endsWith('data: [DONE]\n\n');
}

async function isBrokenOff(pool: Pool, ollama: FakeOllama): Promise<boolean> {
  ollama.reset();
  ollama.answers(CHAT.route, silence());
  const left = new AbortController();
  const body = JSON.stringify(STREAMED);
  const asked = pool.request({ path: CHAT.path, method: 'POST', headers: HEADERS, body, signal: left.signal });
  asked.catch(() => undefined);
  const request = await ollama.received();
  left.abort();
  await Promise.race([request.aborted, pause(5000)]);
  return request.isAborted;
}

async function takesLargeBody(pool: Pool): Promise<boolean> {
  const messages = [{ role: 'user', content: 'x'.repeat(20_000_000) }];
  const { statusCode, body } = await post(pool, { ...CHAT.request, temperature: 9, messages });
  await body.dump();
  return statusCode === 400;
}

/** How many of them are not answered. */
async function askMany(pool: Pool, requests: number): Promise<number> {
  let left = requests;
  let refused = 0;
  const askOn = async (): Promise<void> => {
    while (left-- > 0) {
      const { statusCode, body } = await post(pool, CHAT.request);
      await body.dump();
      if (statusCode !== 200) refused++;
    }
  };
  await Promise.all(Array.from({ length: 32 }, askOn));
  return refused;
}
