import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RECEIVE_TIMEOUT: '150ms' });

/** Sends the head of a request, and half of its body. */
function begin(path: string, type = 'application/json', half = '{"model":'): Socket {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: 1000\r\n\r\n${half}`,
  );
  return socket;
}

const HALF_A_FORM = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nRIFF';

describe('a body that takes too long', () => {
  it.each([
    ['JSON', () => begin('/v1/chat/completions')],
    ['a form', () => begin('/v1/audio/transcriptions', 'multipart/form-data; boundary=x', HALF_A_FORM)],
  ])('is not waited for: %s', async (_what, send) => {
    const [head, body] = (await text(send())).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(head).toMatch(/^connection: close$/m);
    expect(JSON.parse(body ?? '')).toEqual({
      error: {
        message: 'The request took too long to arrive.',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
    expect(ollama.requests).toEqual([]);
  });

  it('is not waited for by Ollama either', async () => {
    const [head, body] = (await text(begin('/api/chat'))).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(JSON.parse(body ?? '')).toEqual({ error: 'The request took too long to arrive.' });
    expect(ollama.requests).toEqual([]);
    await expect.poll(() => ollama.openConnections).toBe(0);
  });

  it('is not waited for either when it was refused', async () => {
    const answers = (await text(begin('/api/pull'))).match(/HTTP\/1\.1 \d+/g);
    expect(answers).toEqual(['HTTP/1.1 403']);
  });

  it('is none that has arrived, however long the answer takes', async () => {
    ollama.answers('POST /api/chat', async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      response.end('late');
    });
    const response = await gateway.post('/api/chat', {});
    expect([response.status, await response.text()]).toEqual([200, 'late']);
  });
});
