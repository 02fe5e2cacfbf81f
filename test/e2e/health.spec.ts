import { afterAll, describe, expect, it } from 'vitest';
import { closedOrigin, errorAnswer, html, json } from '../support/fake-ollama/index.js';
import { Gateway } from '../support/gateway.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0' });
const alone = await Gateway.start({ OLLAMA_HOST: await closedOrigin(), GATEWAY_RETRIES: '0' });
afterAll(() => alone.close());

const NOT_READY = {
  error: {
    message: 'Not ready: Ollama does not answer.',
    type: 'server_error',
    param: null,
    code: 'upstream_not_ready',
  },
};

describe('/health/live', () => {
  it.each([gateway, alone])('answers, whatever Ollama does', async (service) => {
    const response = await service.fetch('/health/live');
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(ollama.requests).toEqual([]);
  });
});

describe('/health/ready', () => {
  it('tells Ollama’s version', async () => {
    ollama.answers('GET /api/version', json({ version: '0.24.0' }));
    const response = await gateway.fetch('/health/ready');
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        status: 'ok',
        info: { upstream: { status: 'up', version: '0.24.0' } },
        error: {},
        details: { upstream: { status: 'up', version: '0.24.0' } },
      },
    ]);
  });

  it.each([
    ['fails', errorAnswer(500, 'open /root/.ollama: permission denied')],
    ['is no Ollama', html()],
  ])('says when it %s', async (_, answer) => {
    ollama.answers('GET /api/version', answer);
    const response = await gateway.fetch('/health/ready');
    expect([response.status, await response.json()]).toEqual([503, NOT_READY]);
  });

  it('says when it is not there', async () => {
    const response = await alone.fetch('/health/ready');
    expect([response.status, await response.json()]).toEqual([503, NOT_READY]);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

describe('GET /', () => {
  it('says what this is', async () => {
    const response = await gateway.fetch('/');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect([response.status, await response.text()]).toEqual([200, 'Ollama Gateway is running']);
  });
});

describe('HEAD', () => {
  it.each([
    ['/', 200],
    ['/health/live', 200],
    ['/health/ready', 200],
  ])('%s', async (path, status) => {
    const response = await gateway.fetch(path, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([status, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
  });

  it('/health/ready, not ready', async () => {
    const response = await alone.fetch('/health/ready', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([503, '']);
  });
});
