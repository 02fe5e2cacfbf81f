import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeOllama, type Recording, recordedBody, recordings, replay, type Route } from './index.js';

/** Those that the fake gives without a script, told from the request alone. */
const BY_DEFAULT: [Parameters<typeof recordings>[0], string[]][] = [
  [
    'server',
    [
      'root',
      'root-head',
      'version',
      'tags',
      'tags-head',
      'ps-one-loaded',
      'unknown-route',
      'wrong-method',
      'wrong-method-delete',
      'foreign-origin',
      'cors-preflight',
      'foreign-host',
    ],
  ],
  [
    'models',
    [
      'show',
      'show-verbose',
      'show-missing',
      'show-no-model',
      'copy',
      'copy-missing',
      'create-from',
      'create-not-streamed',
      'delete-missing',
      'blob-head-missing',
      'blob-wrong-digest',
    ],
  ],
  [
    'chat',
    [
      'first-stream',
      'tools',
      'tools-json',
      'empty-messages-loads',
      'unknown-model',
      'no-model',
      'body-empty',
      'body-not-json',
    ],
  ],
  ['generate', ['stream', 'json', 'empty-loads', 'unknown-model']],
  ['embed', ['string', 'array', 'empty-string', 'empty-array', 'missing', 'unknown-model', 'legacy', 'legacy-empty']],
];

describe('FakeOllama', () => {
  let ollama: FakeOllama;
  beforeAll(async () => {
    ollama = await FakeOllama.start();
  });
  afterEach(() => ollama.reset());
  afterAll(() => ollama.close());

  describe.each(['server', 'models', 'chat', 'generate', 'embed', 'faults'] as const)('replays %s.json', (file) => {
    it.each(recordings(file))('$id', async (exchange) => {
      const { method, path } = exchange.request;
      ollama.answers(`${method} ${path}` as Route, replay(exchange));
      expect(await answerTo(ollama, exchange)).toEqual(recordedAnswer(exchange));
    });
  });

  describe.each(BY_DEFAULT)('without a script, of %s.json', (file, ids) => {
    it.each(recordings(file).filter(({ id }) => ids.includes(id)))('$id', async (exchange) => {
      expect(await answerTo(ollama, exchange)).toEqual(recordedAnswer(exchange));
    });
  });

  it('knows every default by its name', () => {
    for (const [file, ids] of BY_DEFAULT) {
      expect(recordings(file).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    }
  });

  it('gives the answers of a route in turn, and the last again and again', async () => {
    const [version, tags] = [recordings('server')[2], recordings('server')[3]] as [Recording, Recording];
    ollama.answers('GET /api/version', replay(tags), replay(version));
    const bodies = [];
    for (let i = 0; i < 3; i++) bodies.push(await textOf(await send(ollama, version)));
    expect(bodies).toEqual([recordedBody(tags), recordedBody(version), recordedBody(version)]);
  });
});

function recordedAnswer(exchange: Recording) {
  const { status, headers } = exchange.response;
  return { status, headers: { ...headers, date: expect.any(String) }, body: recordedBody(exchange) };
}

async function answerTo(ollama: FakeOllama, exchange: Recording) {
  const answer = await send(ollama, exchange);
  return { status: answer.statusCode, headers: answer.headers, body: await textOf(answer) };
}

/** Node's own client, which adds nothing and hides nothing. */
function send(
  { port }: FakeOllama,
  { request: { method, path, headers, body, raw } }: Recording,
): Promise<IncomingMessage> {
  const content = raw ?? (body === undefined ? '' : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        port,
        method,
        path,
        headers: {
          ...headers,
          ...(content && { 'content-length': Buffer.byteLength(content) }),
          connection: 'keep-alive',
        },
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}
