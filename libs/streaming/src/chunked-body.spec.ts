import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { beginChunkedBody } from './chunked-body.js';

const HEAD_END = '\r\n\r\n';

describe('beginChunkedBody', () => {
  it('frames each text as a chunk of its own, counted in bytes', async () => {
    const { head, body } = await answerTo('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(head.toLowerCase()).toContain('transfer-encoding: chunked');
    expect(body).toBe('4\r\néß\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n');
  });

  it('ends with a text, which may be the only one', async () => {
    const request = 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    expect((await answerTo(request, ['éß', 'end'])).body).toBe('4\r\néß\r\n3\r\nend\r\n0\r\n\r\n');
    expect((await answerTo(request, ['only'])).body).toBe('4\r\nonly\r\n0\r\n\r\n');
    expect((await answerTo(request, [''])).body).toBe('0\r\n\r\n');
  });

  it('leaves the body of an answer without chunks as it is', async () => {
    const { head, body } = await answerTo('GET / HTTP/1.0\r\n\r\n');
    expect(head.toLowerCase()).not.toContain('transfer-encoding');
    expect(body).toBe('éßabcdefghijklmnopqrstuvwxyz');
  });

  it('lets an answer to a request that was sent ahead wait for its turn', async () => {
    const turns: (() => void)[] = [];
    const server = createServer((request, response) => {
      response.writeHead(200);
      const body = beginChunkedBody(response);
      body.write(request.url ?? '');
      body.write('!');
      turns.push(() => body.end(''));
      // The second is whole before the first.
      if (turns.length === 2) for (const end of turns.toReversed()) end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET /1 HTTP/1.1\r\nhost: x\r\n\r\nGET /2 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const answers = await text(socket);
    server.close();
    const bodies = answers.split(HEAD_END).filter((part) => !part.startsWith('HTTP/'));
    expect(bodies.map((part) => part.replace(/HTTP[^]*/, ''))).toEqual([
      '2\r\n/1\r\n1\r\n!\r\n0',
      '2\r\n/2\r\n1\r\n!\r\n0',
      '',
    ]);
  });
});

async function answerTo(
  request: string,
  texts = ['éß', 'abcdefghijklmnopqrstuvwxyz', ''],
): Promise<{ head: string; body: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200);
    const body = beginChunkedBody(response);
    texts.forEach((text, index) => (index < texts.length - 1 ? body.write(text) : body.end(text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(request);
  const answer = await text(socket);
  server.close();
  const headEnd = answer.indexOf(HEAD_END);
  return { head: answer.slice(0, headEnd), body: answer.slice(headEnd + HEAD_END.length) };
}
