import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { json as jsonOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway } = await gatewayOnFakeOllama();

async function upgrade(path: string): Promise<IncomingMessage> {
  const request = httpRequest(gateway.origin + path, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

describe('a WebSocket', () => {
  it.each(['/v1/responses', '/v1/responses?model=demo'])('is refused with a 426: %s', async (path) => {
    const response = await upgrade(path);
    expect(response.statusCode).toBe(426);
    expect(response.headers.upgrade).toBe('HTTP/1.1');
    expect(await jsonOf(response)).toEqual({
      error: {
        message: 'There is no WebSocket here: POST the request over HTTP.',
        type: 'invalid_request_error',
        param: null,
        code: 'upgrade_required',
      },
    });
  });

  it('is an unknown path elsewhere', async () => {
    expect((await upgrade('/v1/nowhere')).statusCode).toBe(404);
  });
});
