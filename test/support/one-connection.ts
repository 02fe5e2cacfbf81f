import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * The statuses of two requests over one connection: a POST of these bytes, whose second half is sent when it was answered,
 * and one of a route that is not there.
 */
export async function statusesOfOneConnection(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): Promise<number[]> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  const statuses = () => Array.from(received.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => Number(status));
  const fields = Object.entries({ host: 'localhost', 'content-length': bytes.length, ...headers });
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n`);
  socket.write(bytes.subarray(0, bytes.length / 2));
  await new Promise<void>((resolve) => {
    socket.on('data', (part: Buffer) => {
      received += part.toString();
      if (statuses().length > 0) resolve();
    });
  });
  socket.write(bytes.subarray(bytes.length / 2));
  socket.write('GET /v1/nope HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
  await once(socket, 'close');
  return statuses();
}
