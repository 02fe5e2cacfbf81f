import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach } from 'vitest';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

afterEach(() => server.removeAllListeners('request'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A server for the tests of one file, and where it listens. */
export { port, server };

/** Asks the server once: the response is there for whoever answers, the answer for whoever has asked. */
export async function ask(answerWith: (response: ServerResponse) => void) {
  const opened = Promise.withResolvers<ServerResponse>();
  server.once('request', (_message: IncomingMessage, response: ServerResponse) => {
    answerWith(response);
    opened.resolve(response);
  });
  const sent = request({ port, host: '127.0.0.1' });
  const answered = once(sent, 'response').then(([answer]) => answer as IncomingMessage);
  // Whoever leaves early does not ask for the answer.
  answered.catch(() => undefined);
  sent.on('error', () => undefined).end();
  return { response: await opened.promise, sent, answered };
}
