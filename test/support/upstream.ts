import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Upstream {
  origin: string;
  close(): void;
}

/** An upstream of which only HTTP is there: unlike the fake Ollama it does not read a request before it is told of it. */
export async function startUpstream(
  answer: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<Upstream> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
