import { afterAll, describe, expect, it } from 'vitest';
import { UpstreamService } from '../../../apps/gateway/src/upstream/upstream.service.js';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine', GATEWAY_RETRIES: '10' });
afterAll(() => gateway.close());

const STORY = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Tell me a story about a dog.' }],
  max_tokens: 100_000,
};

describe('a crash of the engine', () => {
  it('fails the answers that are under way, and no other', async () => {
    const { engine } = gateway.app.get(UpstreamService);
    const response = await gateway.post('/v1/chat/completions', { ...STORY, stream: true });
    expect(response.status).toBe(200);
    const crashed = engine?.pid ?? 0;
    process.kill(crashed, 'SIGKILL');
    const events = (await response.text()).split('\n\n');
    expect(events.at(-1)).toBe('');
    expect(JSON.parse(events.at(-2)?.slice('data: '.length) ?? '')).toEqual({
      error: {
        message: 'The connection to Ollama was lost in the middle of the answer.',
        type: 'server_error',
        param: null,
        code: 'upstream_connection_lost',
      },
    });

    // It is asked again until the engine is back.
    const next = await gateway.post('/v1/chat/completions', { ...STORY, max_tokens: 1 });
    expect([next.status, await next.json()]).toEqual([200, expect.objectContaining({ model: 'demo' })]);
    expect(engine?.pid).not.toBe(crashed);
  });
});
