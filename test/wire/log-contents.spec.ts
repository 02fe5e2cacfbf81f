import { expect, it } from 'vitest';
import { type Answer, errorAnswer, json, ndjson, resetInMidStream } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { answersTo, rawPost } from './support/raw-http.js';
import { CHAT, COMPLETIONS, EMBEDDINGS, HEARS, NATIVE_CHAT, RESPONSES, transcription } from './support/resources.js';

/** Stands in whatever a client says, in whatever Ollama says, and in both keys. */
const SECRET = 'squeamish-ossifrage';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_LOG_LEVEL: 'trace',
  GATEWAY_RETRIES: '0',
  GATEWAY_DELETE_MODELS: 'true',
  OLLAMA_API_KEY: `upstream-${SECRET}`,
});

let requests = 0;

/** Sends the bytes with a key, and waits for the line that the log has of it. */
async function ask(bytes: string): Promise<void> {
  const requestId = `secret-${requests++}`;
  const headers = `authorization: Bearer sk-${SECRET}\r\nx-api-key: ${SECRET}\r\ncookie: key=${SECRET}\r\nx-request-id: ${requestId}\r\nconnection: close\r\n`;
  await answersTo(gateway.port, bytes.replace('\r\n', `\r\n${headers}`));
  await gateway.log.line({ requestId, msg: 'request' });
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;

const ALL = [CHAT, COMPLETIONS, RESPONSES, NATIVE_CHAT].flatMap(({ path, route, request, delta, end }) => {
  const secret = JSON.parse(JSON.stringify(request).replaceAll('Hello!', SECRET)) as object;
  const failure = { error: `cannot continue '${SECRET}'` };
  const answers: [string, Answer][] = [
    ['answers', json(end(SECRET))],
    ['streams', ndjson([delta(SECRET), end()])],
    ['refuses', errorAnswer(400, failure.error)],
    ['fails', errorAnswer(500, failure.error)],
    ['fails in mid-stream', ndjson([delta(SECRET), failure])],
    ['resets in mid-stream', resetInMidStream([delta(SECRET)])],
    ['sends no JSON', json(SECRET)],
  ];
  return answers.flatMap(([what, answer]) =>
    [false, true].map((stream) => ({
      name: `${path}, stream: ${stream}, when Ollama ${what}`,
      route,
      answer,
      bytes: rawPost(path, { ...secret, stream }),
    })),
  );
});

it.each(ALL)('nothing of $name', async ({ route, answer, bytes }) => {
  ollama.answers(route, answer);
  await ask(bytes);
  expect(ollama.requests).toHaveLength(1);
  expect(gateway.log.text).not.toContain(SECRET);
});

it.each([
  ['an embedding', rawPost(EMBEDDINGS.path, { ...EMBEDDINGS.request, input: SECRET })],
  ['a recording', transcription(`fLaC${SECRET}`)],
  ['a value that is refused', rawPost(CHAT.path, { ...CHAT.request, stop: [SECRET, 7] })],
  ['a field that nobody knows', rawPost(CHAT.path, { ...CHAT.request, [SECRET]: SECRET })],
  ['a body that is no JSON', rawPost(CHAT.path, `{"${SECRET}`)],
  ['a body of another type', rawPost(CHAT.path, SECRET, { 'content-type': 'text/plain' })],
  ['a path', get(`/${SECRET}`)],
  ['a path that cannot be read', get(`/v1/models/%zz${SECRET}`)],
  ['the name of a model', get(`/v1/models/${SECRET}`)],
  ['a query', get(`/v1/models?key=${SECRET}`)],
  ['a host', `GET / HTTP/1.1\r\nhost: ${SECRET}.example\r\n\r\n`],
])('nothing of %s', async (_, bytes) => {
  ollama.answers('POST /api/show', HEARS);
  await ask(bytes);
  expect(gateway.log.text).not.toContain(SECRET);
});

it('nothing of what is no HTTP', async () => {
  const before = gateway.log.lines.length;
  await answersTo(gateway.port, `${SECRET}\r\n\r\n`);
  expect(gateway.log.text).not.toContain(SECRET);
  expect(gateway.log.lines.length).toBe(before);
});
