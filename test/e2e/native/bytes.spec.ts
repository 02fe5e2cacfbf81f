import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Recording, recordings, replay, type Route } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_NATIVE_API: 'inference,read,manage',
});

/** Those about routes and origins are answered by the gateway itself. */
const ABOUT_ACCESS = [
  'unknown-route',
  'wrong-method',
  'wrong-method-delete',
  'foreign-origin',
  'foreign-host',
  'cors-preflight',
];

const nativeOnes = (file: Parameters<typeof recordings>[0]) =>
  recordings(file).filter(({ id, request }) => request.path.startsWith('/api/') && !ABOUT_ACCESS.includes(id));

describe.each(['server', 'models', 'chat', 'generate', 'embed', 'faults'] as const)('%s.json', (file) => {
  it.each(nativeOnes(file))('$id is passed on, byte for byte', async (exchange) => {
    const { method, path } = exchange.request;
    ollama.answers(`${method} ${path}` as Route, replay(exchange));
    const through = await send(gateway.port, exchange);
    const [passedOn] = ollama.requests;
    expect(through).toEqual(await send(ollama.port, exchange));
    const [, direct] = ollama.requests;
    expect([passedOn?.method, passedOn?.url, passedOn?.text, passedOn?.headers['content-type']]).toEqual([
      direct?.method,
      direct?.url,
      direct?.text,
      direct?.headers['content-type'],
    ]);
  });
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Node's own client, which adds nothing and hides nothing. */
async function send(port: number, { request: { method, path, headers, body, raw } }: Recording): Promise<Answer> {
  const content = raw ?? (body === undefined ? '' : JSON.stringify(body));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = content && { 'content-length': Buffer.byteLength(content) };
    const options = { port, host: '127.0.0.1', method, path, headers: { ...headers, ...length } };
    const outgoing = httpRequest(options, resolve);
    outgoing.on('error', reject);
    outgoing.end(content);
  });
  const { 'x-request-id': _id, date: _date, connection: _, 'keep-alive': _1, ...others } = answer.headers;
  return { status: answer.statusCode, headers: others, body: await text(answer) };
}
