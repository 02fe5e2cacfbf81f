import { Ollama } from 'ollama';
import { describe, expect, it } from 'vitest';
import { PacedStream, recorded, recordedLines, recording } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_NATIVE_API: 'inference,read,manage' });
const client = new Ollama({ host: gateway.origin });

const MESSAGES = [{ role: 'user', content: 'Hello!' }];

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** What Ollama was asked, one entry a request. */
const asked = () => ollama.requests.map(({ method, path, body }) => [method, path, body]);

describe('the ollama package finds', () => {
  it('chat, streamed and whole', async () => {
    const chunks = await all(await client.chat({ model: 'demo', messages: MESSAGES, stream: true }));
    expect(chunks).toEqual(recordedLines(recording('chat', 'first-stream')));
    expect([await client.chat({ model: 'demo', messages: MESSAGES })]).toEqual(
      recordedLines(recording('chat', 'json')),
    );
    expect(asked()).toEqual([
      ['POST', '/api/chat', { model: 'demo', messages: MESSAGES, stream: true }],
      ['POST', '/api/chat', { model: 'demo', messages: MESSAGES, stream: false }],
    ]);
  });

  it('generate, streamed and whole', async () => {
    const request = { model: 'demo', prompt: 'Hello!' };
    expect(await all(await client.generate({ ...request, stream: true }))).toEqual(
      recordedLines(recording('generate', 'stream')),
    );
    expect([await client.generate(request)]).toEqual(recordedLines(recording('generate', 'json')));
  });

  it('embed and embeddings', async () => {
    expect([await client.embed({ model: 'demo', input: ['a', 'b'] })]).toEqual(
      recordedLines(recording('embed', 'array')),
    );
    expect([await client.embeddings({ model: 'demo', prompt: 'a' })]).toEqual(
      recordedLines(recording('embed', 'legacy')),
    );
  });

  it('list, show, ps and version', async () => {
    expect([await client.list()]).toEqual(recordedLines(recording('server', 'tags')));
    expect([await client.show({ model: 'demo' })]).toEqual(recordedLines(recording('models', 'show')));
    expect([await client.ps()]).toEqual(recordedLines(recording('server', 'ps-one-loaded')));
    expect([await client.version()]).toEqual(recordedLines(recording('server', 'version')));
  });

  it('pull, push and create, with their progress and without', async () => {
    const progress = recordedLines(recording('models', 'create-from'));
    expect(await all(await client.pull({ model: 'demo', stream: true }))).toEqual(progress);
    expect(await all(await client.push({ model: 'demo', stream: true }))).toEqual(progress);
    expect(await all(await client.create({ model: 'tuned', from: 'demo', stream: true }))).toEqual(progress);
    expect(await client.pull({ model: 'demo' })).toEqual({ status: 'success' });
  });

  it('copy and delete', async () => {
    expect(await client.copy({ source: 'demo', destination: 'copied' })).toEqual({ status: 'success' });
    ollama.answers('DELETE /api/delete', recorded('models', 'delete'));
    expect(await client.delete({ model: 'demo' })).toEqual({ status: 'success' });
    expect(asked()).toEqual([
      ['POST', '/api/copy', { source: 'demo', destination: 'copied' }],
      ['DELETE', '/api/delete', { name: 'demo' }],
    ]);
  });

  it('each line of a download as it comes', async () => {
    const download = new PacedStream();
    ollama.answers('POST /api/pull', download.answer);
    const lines = ['pulling manifest', 'pulling b624a4da5628', 'success'].map((status) => ({ status }));
    const paced = new Ollama({ host: gateway.origin, headers: { 'x-request-id': 'paced' } });
    const pulling = paced.pull({ model: 'demo', stream: true });
    await download.write(lines[0] ?? {});
    const received = (await pulling)[Symbol.asyncIterator]();
    expect(await received.next()).toEqual({ done: false, value: lines[0] });
    for (const line of lines.slice(1)) {
      await download.write(line);
      expect(await received.next()).toEqual({ done: false, value: line });
    }
    await download.end();
    expect(await received.next()).toEqual({ done: true, value: undefined });
    // The package does not read to the end of the body.
    expect(await gateway.log.line({ requestId: 'paced' })).toMatchObject({ route: '/api/pull', stream: true });
  });

  it('Ollama’s own errors', async () => {
    await expect(client.chat({ model: 'nope', messages: MESSAGES })).rejects.toMatchObject({
      name: 'ResponseError',
      status_code: 404,
      error: "model 'nope' not found",
    });
  });
});
