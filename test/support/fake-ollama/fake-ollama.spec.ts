import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import * as fc from 'fast-check';
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
      'body-array',
      'body-null',
      'messages-string',
      'tools-wrong-type',
      'stream-wrong-type',
    ],
  ],
  ['generate', ['stream', 'json', 'empty-loads', 'unknown-model', 'prompt-array']],
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
    for (let i = 0; i < 3; i++) bodies.push(await textOf(await send(ollama, version.request)));
    expect(bodies).toEqual([recordedBody(tags), recordedBody(version), recordedBody(version)]);
  });

  it.each(['chat', 'generate', 'embed', 'embeddings', 'show', 'pull', 'push', 'create', 'copy', 'delete'])(
    'has an answer to every JSON for /api/%s',
    async (route) => {
      const method = route === 'delete' ? 'DELETE' : 'POST';
      const value = fc.oneof(fc.constantFrom('demo', { toString: 1 }, [{}]), fc.jsonValue({ maxDepth: 2 }));
      const fields = ['model', 'source', 'messages', 'prompt', 'input', 'stream', 'tools', 'verbose'];
      const body = fc.oneof(fc.dictionary(fc.constantFrom(...fields), value), value);
      await fc.assert(
        fc.asyncProperty(body, async (sent) => {
          const answer = await send(ollama, { method, path: `/api/${route}`, raw: JSON.stringify(sent) });
          answer.resume();
          expect(answer.statusCode).toBeLessThan(500);
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each([
    ['before it has begun', 500, () => {}],
    ['in the middle', undefined, (response: ServerResponse) => response.writeHead(200).write('Hel')],
  ])('tells at once of an answer that throws, %s', async (_, status, begin) => {
    const failure = new Error('no such thing');
    ollama.answers('GET /api/version', (__, response) => {
      begin(response);
      throw failure;
    });
    const answer = send(ollama, { method: 'GET', path: '/api/version' });
    const outcome = answer.then(async (message) => {
      await textOf(message);
      return message.statusCode;
    });
    expect(await outcome.catch(() => undefined)).toBe(status);
    expect(() => ollama.reset()).toThrow(expect.objectContaining({ cause: failure }));
    expect(() => ollama.reset()).not.toThrow();
  });
});

function recordedAnswer(exchange: Recording) {
  const { status, headers } = exchange.response;
  return { status, headers: { ...headers, date: expect.any(String) }, body: recordedBody(exchange) };
}

async function answerTo(ollama: FakeOllama, exchange: Recording) {
  const answer = await send(ollama, exchange.request);
  return { status: answer.statusCode, headers: answer.headers, body: await textOf(answer) };
}

/** Node's own client, which adds nothing and hides nothing. */
function send(
  { port }: FakeOllama,
  { method, path, headers, body, raw }: Recording['request'],
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
