import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { takeOverChunks } from './chunked-body.js';

const HEAD_END = '\r\n\r\n';

describe('takeOverChunks', () => {
  it('frames each text as a chunk of its own, counted in bytes', async () => {
    const { head, body } = await answerTo('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(head.toLowerCase()).toContain('transfer-encoding: chunked');
    expect(body).toBe('4\r\néß\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n');
  });

  it('leaves the body of an answer without chunks as it is', async () => {
    const { head, body } = await answerTo('GET / HTTP/1.0\r\n\r\n');
    expect(head.toLowerCase()).not.toContain('transfer-encoding');
    expect(body).toBe('éßabcdefghijklmnopqrstuvwxyz');
  });
});

async function answerTo(request: string): Promise<{ head: string; body: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200);
    const chunks = takeOverChunks(response);
    response.write(chunks.frame('éß'));
    response.write(chunks.frame('abcdefghijklmnopqrstuvwxyz'));
    response.end(chunks.end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(request);
  const answer = await text(socket);
  server.close();
  const headEnd = answer.indexOf(HEAD_END);
  return { head: answer.slice(0, headEnd), body: answer.slice(headEnd + HEAD_END.length) };
}
