import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FakeOllama, PacedStream, silence } from '../support/fake-ollama/index.js';
import { SpawnedGateway } from './support/spawned-gateway.js';
import { CHAT, GENERATING } from './support/resources.js';

const ollama = await FakeOllama.start();
afterEach(() => ollama.reset());
afterAll(() => ollama.close());

const gateways: SpawnedGateway[] = [];
afterEach(() => {
  for (const gateway of gateways.splice(0)) gateway.kill();
});

function start(environment: Record<string, string>): SpawnedGateway {
  const gateway = SpawnedGateway.start(environment);
  gateways.push(gateway);
  return gateway;
}

const STOPPING = { message: 'The service is stopping.', type: 'server_error', param: null, code: 'service_stopping' };

function post(url: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function isStopping(url: string): Promise<boolean> {
  return (await (await fetch(`${url}/health/ready`)).text()).includes(STOPPING.code);
}

async function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe('a process that is told to stop', { timeout: 60_000 }, () => {
  it('is not ready, lives, refuses, lets streams end, and ends well', async () => {
    const gateway = start({ OLLAMA_HOST: ollama.origin, GATEWAY_DRAIN_TIMEOUT: '1h' });
    const url = await gateway.url();
    const paced = new PacedStream();
    ollama.answers(CHAT.route, paced.answer);
    void paced.write(CHAT.delta('Hello'));
    const stream = await post(url, CHAT.path, { ...CHAT.request, stream: true });
    gateway.child.kill('SIGTERM');
    await vi.waitUntil(() => isStopping(url), { timeout: 15_000 });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const refused = await post(url, CHAT.path, CHAT.request);
    expect([refused.status, refused.headers.get('connection'), await refused.json()]).toEqual([
      503,
      'close',
      { error: STOPPING },
    ]);
    await paced.end(CHAT.end());
    expect(await stream.text()).toMatch(/"finish_reason":"stop".*\n\ndata: \[DONE\]\n\n$/);
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(await gateway.complaints).toBe('');
  });

  it.each(GENERATING)('twice ends streams of %s at once, with an error, and well', async (_, resource) => {
    const { path, route, request, delta } = resource;
    const gateway = start({ OLLAMA_HOST: ollama.origin, GATEWAY_DRAIN_TIMEOUT: '1h' });
    const url = await gateway.url();
    const paced = new PacedStream();
    ollama.answers(route, paced.answer, silence());
    void paced.write(delta('Hello'));
    const stream = await post(url, path, { ...request, stream: true });
    const whole = post(url, path, request);
    await ollama.received(2);
    gateway.child.kill('SIGTERM');
    await vi.waitUntil(() => isStopping(url), { timeout: 15_000 });
    gateway.child.kill('SIGINT');
    const events = await stream.text();
    expect(events).toContain('Hello');
    expect(events).toContain(STOPPING.message);
    expect(events).not.toContain('[DONE]');
    expect([(await whole).status, await (await whole).json()]).toEqual([503, { error: STOPPING }]);
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    await Promise.all(ollama.requests.slice(0, 2).map(({ aborted }) => aborted));
  });

  it('twice takes the engine along', async () => {
    const gateway = start({ GATEWAY_UPSTREAM: 'engine', GATEWAY_LOG_LEVEL: 'debug', GATEWAY_DRAIN_TIMEOUT: '1h' });
    const url = await gateway.url();
    const { port, pid } = await gateway.log.line({ msg: 'embedded engine listens' });
    const messages = [{ role: 'user', content: 'Tell me a story about a dog.' }];
    const stream = await post(url, CHAT.path, { model: 'demo', messages, stream: true, max_tokens: 1_000_000 });
    const events = text(stream.body as ReadableStream);
    // Also when the first is hardly heard.
    gateway.child.kill('SIGTERM');
    gateway.child.kill('SIGINT');
    expect((await events).split('\n\n').at(-2)).toMatch(/^data: (\[DONE\]|.*"code":"service_stopping".*)$/);
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(await isThere(`http://127.0.0.1:${String(port)}`)).toBe(false);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});
