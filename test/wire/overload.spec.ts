import { afterAll, describe, expect, it, vi } from 'vitest';
import { ndjson, PacedStream } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { CHAT } from './support/resources.js';

const AT_ONCE = 4;
const WAITING = 4;
const TIMES = 10;

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_MAX_IN_FLIGHT: String(AT_ONCE),
  GATEWAY_MAX_QUEUE: String(WAITING),
  GATEWAY_QUEUE_TIMEOUT: '1h',
});

const STREAMED = { ...CHAT.request, stream: true };

const refusal = (message: string) => ({
  error: { message, type: 'server_error', param: null, code: 'overloaded' },
});

describe(`at ${TIMES} times of what it can carry, the service`, () => {
  it('serves what it can in turn, refuses the rest, and says how it is', async () => {
    const streams = Array.from({ length: AT_ONCE + WAITING }, () => new PacedStream());
    const [first, ...others] = streams.map(({ answer }) => answer);
    ollama.answers(CHAT.route, first as (typeof streams)[number]['answer'], ...others);

    const answers: Response[] = [];
    const asked = Array.from({ length: TIMES * (AT_ONCE + WAITING) }, async () => {
      const response = await gateway.post(CHAT.path, STREAMED);
      answers.push(response);
      return response;
    });
    // Those that are refused do not wait for those that are served.
    await vi.waitUntil(() => answers.length === (TIMES - 1) * (AT_ONCE + WAITING), { timeout: 15_000 });
    for (const response of answers) {
      expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
        503,
        '1',
        refusal('Too many requests wait for their turn: try again later.'),
      ]);
    }
    expect(ollama.requests).toHaveLength(AT_ONCE);
    for (const path of ['/health/live', '/health/ready']) expect((await gateway.fetch(path)).status).toBe(200);

    for (const stream of streams) await stream.end(CHAT.end());
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(AT_ONCE + WAITING);
    await Promise.all(answers.filter(({ bodyUsed }) => !bodyUsed).map((response) => response.text()));
    ollama.answers(CHAT.route, ndjson([CHAT.delta('Hello'), CHAT.end()]));
    expect((await gateway.post(CHAT.path, STREAMED)).status).toBe(200);
  });
});

describe('a service whose event loop lags behind', () => {
  it('refuses requests, but says that it lives, until it has caught up', async () => {
    const slow = await Gateway.start({ OLLAMA_HOST: ollama.origin, GATEWAY_MAX_EVENT_LOOP_DELAY: '20ms' });
    afterAll(() => slow.close());
    // The loop has no more than one timer's turn between two blocks.
    const busy = setInterval(() => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150), 1);
    try {
      await vi.waitUntil(async () => (await slow.fetch('/v1/models')).status === 503, { timeout: 15_000 });
      const refused = await slow.post(CHAT.path, CHAT.request);
      expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
        503,
        '1',
        refusal('The service has more to do than it can: try again later.'),
      ]);
      expect((await slow.fetch('/health/live')).status).toBe(200);
      expect((await slow.fetch('/health/ready')).status).toBe(200);
    } finally {
      clearInterval(busy);
    }
    await vi.waitUntil(async () => (await slow.fetch('/v1/models')).status === 200, { timeout: 15_000 });
  });
});
