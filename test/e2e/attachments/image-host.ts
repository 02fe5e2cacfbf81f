import { afterAll, afterEach, expect } from 'vitest';
import { type Answer, FakeOllama } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { LocalInternet } from './local-internet.js';

/** The smallest png there is. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A file in one piece. */
export function file(bytes: Buffer, contentType = 'image/png'): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length });
    response.end(bytes);
  };
}

export function redirect(location: string, status = 302): Answer {
  return (_request, response) => {
    response.writeHead(status, { location });
    response.end('moved');
  };
}

/** A gateway, the Ollama behind it, and a web server that it takes for a public one: `http://images.example:PORT`. */
export async function gatewayAndImageHost(environment: Record<string, string> = {}) {
  const { gateway, ollama } = await gatewayOnFakeOllama(environment);
  // It answers anything over HTTP as it is told, images too.
  const host = await FakeOllama.start();
  const internet = new LocalInternet(gateway, host.port);
  afterEach(() => {
    host.reset();
    internet.reset();
  });
  afterAll(() => host.close());
  /** The messages that Ollama was sent, or the error that came back without its being asked. */
  async function outcomeOf(...content: object[]): Promise<unknown> {
    const response = await gateway.post('/v1/chat/completions', asking(...content));
    const body = (await response.json()) as object;
    if (response.status === 200) {
      const request = (await ollama.received()).body as { messages: unknown };
      return request.messages;
    }
    expect(ollama.requests).toEqual([]);
    return { status: response.status, ...body };
  }

  return { gateway, ollama, host, internet, origin: `http://images.example:${host.port}`, outcomeOf };
}

/** What the outcome is of an image that cannot be taken; the first part of the first message unless told. */
export function refusedImage(code: string, reason: string, param = 'messages[0].content[0].image_url.url') {
  return refused(`Invalid image in '${param}': ${reason}.`, param, code);
}

/** The same of a file. */
export function refusedFile(code: string, reason: string, param = 'messages[0].content[0].file.file_data') {
  return refused(`Invalid file in '${param}': ${reason}.`, param, code);
}

export function refused(message: string, param: string, code: string) {
  return { status: 400, error: { message, type: 'invalid_request_error', param, code } };
}

/** A chat completion request whose one message holds these parts. */
export function asking(...content: object[]) {
  return { model: 'demo', messages: [{ role: 'user', content }] };
}

export function imagePart(url: string) {
  return { type: 'image_url', image_url: { url } };
}
