import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { CHAT, EMBEDDINGS, GENERATING } from './support/resources.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const MANY = 100_000;
const MOST = 500_000;

/** Asks again and again how the service is, while it has something else to do: the statuses. */
async function meanwhile(work: Promise<Response>): Promise<{ response: Response; statuses: Set<number> }> {
  const statuses = new Set<number>();
  const done = new AbortController();
  const asking = (async () => {
    while (!done.signal.aborted) statuses.add((await gateway.fetch('/health/live')).status);
  })();
  const response = await work;
  done.abort();
  await asking;
  return { response, statuses };
}

async function errorOf(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error: object };
  return { status: response.status, ...error };
}

describe('a large body', () => {
  it(`of ${MOST} bad messages is refused at the first of them, and holds nobody up`, async () => {
    const bad = '{"role":"robot"},';
    const body = `{"model":"demo","messages":[${bad.repeat(MOST - 1)}{"role":"robot"}]}`;
    expect(body.length).toBeGreaterThan(8_000_000);
    const { response, statuses } = await meanwhile(gateway.post(CHAT.path, body));
    expect(await errorOf(response)).toMatchObject({ status: 400, param: 'messages[0].role', code: 'invalid_value' });
    expect([...statuses]).toEqual([200]);
  });

  it.each([
    ['nothing', 'null'],
    ['numbers', '7'],
    ['arrays', '[[]]'],
    ['wrong parts', '{"role":"user","content":[{"type":"nothing"}]}'],
  ])(`of ${MANY} messages that are %s is refused`, async (_, message) => {
    const body = `{"model":"demo","messages":[${`${message},`.repeat(MANY - 1)}${message}]}`;
    const response = await gateway.post(CHAT.path, body);
    expect(await errorOf(response)).toMatchObject({ status: 400, type: 'invalid_request_error' });
  });

  it(`of ${MANY} messages goes to Ollama whole`, async () => {
    const messages = Array.from({ length: MANY }, (_, index) => ({ role: 'user', content: String(index) }));
    const response = await gateway.post(CHAT.path, { model: 'demo', messages });
    expect(response.status).toBe(200);
    expect(ollama.requests[0]?.body).toMatchObject({ messages });
  });

  it.each([
    ['texts', '["x"', ',"x"'],
    ['arrays', '[[1]', ',[1]'],
    ['numbers and texts', '[1', ',"x"'],
    ['nothing', '[null', ',null'],
  ])(`with an input of ${MANY} %s is no failure of the service`, async (_, first, more) => {
    const body = `{"model":"demo","input":${first}${more.repeat(MANY - 1)}]}`;
    expect((await gateway.post(EMBEDDINGS.path, body)).status).toBeLessThan(500);
  });

  it.each(GENERATING)('of %s that is nested too deep is refused before it is parsed', async (_, { path }) => {
    const body = `{"model":"demo","deep":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(await errorOf(await gateway.post(path, body))).toMatchObject({
      status: 400,
      message: 'The request body is nested more than 128 levels deep.',
    });
  });

  it('that is large only when it is decoded is refused', async () => {
    const body = new Uint8Array(gzipSync(Buffer.alloc(100_000_000, ' ')));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const response = await gateway.fetch(CHAT.path, { method: 'POST', body, headers });
    expect(await errorOf(response)).toMatchObject({ status: 413, code: 'request_too_large' });
  });

  it.each([
    ['by its length', true],
    ['while it comes', false],
  ])('that is too large is refused %s, and the client hears of it', async (_, saysLength) => {
    const bytes = Buffer.alloc(40 * 1024 * 1024, ' ');
    const response = await gateway.fetch(CHAT.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(saysLength ? { body: bytes } : { body: new Blob([bytes]).stream(), duplex: 'half' }),
    });
    expect(await errorOf(response)).toMatchObject({ status: 413, code: 'request_too_large' });
  });
});
