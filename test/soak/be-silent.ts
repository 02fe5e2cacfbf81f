import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { type Answer, FakeOllama, json, silence, writePiece } from '../support/fake-ollama/index.js';
import { CHAT, EMBEDDINGS, GENERATING, type Resource } from '../wire/support/resources.js';
import { SpawnedGateway } from '../wire/support/spawned-gateway.js';
import { openSockets, resident, socketsLeft } from './memory.js';
import { report } from './table.js';
import { Times } from './times.js';

const KEEP_ALIVE_SECONDS = 15;
const COMMENT = ': keep-alive\n\n';

interface Asked {
  path: string;
  body: object;
  status: number;
  isRight: (text: string, comments: number) => boolean;
}

/** All is asked, and nothing moves until the end. */
export interface Silence {
  ended: Promise<void>;
}

/** An Ollama that says nothing for so long and then answers, or goes on; nothing may be cut. */
export async function beSilent(seconds: number, timesEach: number): Promise<Silence> {
  const limit = `${seconds + 60}s`;
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({
    OLLAMA_HOST: ollama.origin,
    GATEWAY_FIRST_BYTE_TIMEOUT: limit,
    GATEWAY_CHUNK_TIMEOUT: limit,
  });
  for (const [, resource] of GENERATING) ollama.answers(resource.route, late(seconds, resource));
  ollama.answers(EMBEDDINGS.route, async (request, response) => {
    await pause(seconds * 1000);
    await json(EMBEDDINGS.answer)(request, response);
  });

  const leastComments = Math.floor(seconds / KEEP_ALIVE_SECONDS) - 1;
  const isStream = (text: string, comments: number) => text.includes('Hello') && comments >= leastComments;
  const isAnswer = (text: string, comments: number) => text.includes('Hello') && comments === 0;
  const asked = GENERATING.flatMap(([, { path, request }]): Asked[] => [
    { path, body: { ...request, stream: true }, status: 200, isRight: isStream },
    { path, body: { ...request, stream: true, model: 'begins' }, status: 200, isRight: isStream },
    { path, body: request, status: 200, isRight: isAnswer },
  ]).concat([
    { path: EMBEDDINGS.path, body: EMBEDDINGS.request, status: 200, isRight: (text) => text.includes('0.5') },
    { path: '/api/chat', body: CHAT.request, status: 200, isRight: isAnswer },
  ]);
  return begin(
    `Ollama is silent for ${seconds} s`,
    `whole answers, with limits of ${limit}; a comment every ${KEEP_ALIVE_SECONDS} s in streams`,
    { gateway, ollama, asked: Array.from({ length: timesEach }, () => asked).flat() },
  );
}

/** An Ollama that says nothing at all, and the limits as they are by default: everything has to end in an error. */
export async function neverAnswer(): Promise<Silence> {
  const ollama = await FakeOllama.start();
  const gateway = SpawnedGateway.start({ OLLAMA_HOST: ollama.origin });
  for (const [, { route }] of GENERATING) ollama.answers(route, silence());
  const isError = (text: string) => text.includes('upstream_timeout') && !/\[DONE\]|response\.completed/.test(text);
  const asked = GENERATING.flatMap(([, { path, request }]): Asked[] => [
    // The comments have begun it with 200.
    { path, body: { ...request, stream: true }, status: 200, isRight: isError },
    { path, body: request, status: 504, isRight: isError },
  ]);
  return begin('Ollama never answers', 'errors, with the limits as deployed', { gateway, ollama, asked });
}

interface Parts {
  gateway: SpawnedGateway;
  ollama: FakeOllama;
  asked: Asked[];
}

async function begin(scenario: string, outcome: string, { gateway, ollama, asked }: Parts): Promise<Silence> {
  const pool = new Pool(await gateway.url(), { headersTimeout: 0, bodyTimeout: 0 });
  const { pid } = gateway.child;
  const before = resident(pid);
  const socketsBefore = openSockets(pid);
  const times = new Times();
  const outcomes = Promise.all(
    asked.map(async (each) => {
      const askedAt = performance.now();
      const isRight = await ask(pool, each);
      times.add(performance.now() - askedAt);
      return isRight;
    }),
  );
  await Promise.race([ollama.received(asked.length), outcomes]);
  const end = async (): Promise<void> => {
    const areRight = await outcomes;
    const after = resident(pid);
    await Promise.all([pool.destroy(), ollama.close()]);
    report({
      scenario,
      attempts: areRight.length,
      failures: areRight.filter((isRight) => !isRight).length,
      leaked: await socketsLeft(pid, socketsBefore),
      memory: [before, after],
      note: `${outcome}; after ${toSeconds(times.part(0))} to ${toSeconds(times.part(1))} s`,
    });
    gateway.child.kill('SIGTERM');
    await gateway.exit;
  };
  const ended = end();
  // Whoever waits for it hears of it.
  ended.catch(() => {});
  return { ended };
}

async function ask(pool: Pool, { path, body, status, isRight }: Asked): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const response = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.body.text();
  return response.statusCode === status && isRight(text, text.split(COMMENT).length - 1);
}

/** A stream of the model `begins` has its silence after its first token. */
function late(silentSeconds: number, { delta, end }: Pick<Resource, 'delta' | 'end'>): Answer {
  return async (request, response) => {
    const { stream, model } = request.body as { stream?: boolean; model: string };
    if (model === 'begins') await writePiece(response, delta('Well'));
    await pause(silentSeconds * 1000);
    if (stream) {
      await writePiece(response, delta('Hello'));
      await writePiece(response, end());
      response.end();
    } else await json(end('Hello'))(request, response);
  };
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
