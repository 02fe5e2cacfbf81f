import { describe, expect, it } from 'vitest';
import { AnswerHead } from './answer-head.js';
import { MalformedAnswer } from './malformed-answer.js';

function headOf(...lines: string[]): AnswerHead {
  const head = new AnswerHead();
  for (const line of lines) head.add(line);
  return head;
}

const ok = (...headers: string[]) => headOf('HTTP/1.1 200 OK', ...headers);

describe('AnswerHead', () => {
  it('has the status, and its headers by their names in lower case', () => {
    const head = headOf(
      'HTTP/1.0 404 Not \xff Found',
      'Content-Type: text/plain',
      'x-empty:',
      'X-Blank: \t a b\t ',
      'x-no-blank:\xa0é\xa0',
      'SET-COOKIE: a',
      'set-cookie: b',
      'Set-Cookie: c',
      '__proto__: p',
    );
    expect(head.status).toBe(404);
    expect(Object.entries(head.headers)).toEqual([
      ['content-type', 'text/plain'],
      ['x-empty', ''],
      ['x-blank', 'a b'],
      ['x-no-blank', '\xa0é\xa0'],
      ['set-cookie', ['a', 'b', 'c']],
      ['__proto__', 'p'],
    ]);
  });

  it.each(['HTTP/1.1 200', 'HTTP/1.1 200 ', 'HTTP/1.0 999 \0'])('begins with %j', (line) => {
    expect(headOf(line).status).toBeGreaterThanOrEqual(200);
  });

  it.each([
    '',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 2000 OK',
    'HTTP/1.1 099 OK',
    'HTTP/1.1 200OK',
    'HTTP/1.1  200 OK',
    ' HTTP/1.1 200 OK',
    'HTTP/1.1 200 O\rK',
    'HTTP/1.2 200 OK',
    'HTTP/2 200 OK',
    'http/1.1 200 OK',
    'ICY 200 OK',
    'HTTP/1.1 101 Switching Protocols',
  ])('does not begin with %j', (line) => {
    expect(() => headOf(line)).toThrow(MalformedAnswer);
  });

  it.each([
    'no colon',
    ': no name',
    'a b: 1',
    'a : 1',
    ' folded: 1',
    '\tfolded',
    'a\0: 1',
    'é: 1',
    'a: \0',
    'a: b\rc: d',
    'a: \x7f',
    'a: \x1f',
  ])('has no header %j', (line) => {
    expect(() => ok(line)).toThrow(MalformedAnswer);
  });

  it.each([
    [100, false],
    [199, false],
    [200, true],
    [599, true],
  ])('of status %d is final: %s', (status, isFinal) => {
    expect(headOf(`HTTP/1.1 ${status} x`).isFinal).toBe(isFinal);
  });

  it.each([
    ['HTTP/1.1', undefined, true],
    ['HTTP/1.1', 'Close', false],
    ['HTTP/1.1', 'x , close', false],
    ['HTTP/1.1', 'closed', true],
    ['HTTP/1.0', undefined, false],
    ['HTTP/1.0', 'x, Keep-Alive', true],
    ['HTTP/1.0', 'keep-alive, close', false],
  ])('in %s with the connection %s keeps it: %s', (version, connection, keepsAlive) => {
    const head = headOf(`${version} 200 OK`);
    if (connection !== undefined) head.add(`Connection: ${connection}`);
    expect(head.keepsAlive).toBe(keepsAlive);
  });

  it('reads all headers of the connection', () => {
    expect(ok('connection: x', 'connection: close').keepsAlive).toBe(false);
  });

  it.each([
    ['timeout=5', 5000],
    ['max=100, Timeout=75', 75_000],
    ['timeout=0', 0],
    ['max=100', Infinity],
    ['xtimeout=5', Infinity],
    ['timeout=x', Infinity],
  ])('with the keep-alive %s is kept for %d ms', (value, keepAliveMs) => {
    expect(ok(`Keep-Alive: ${value}`).keepAliveMs).toBe(keepAliveMs);
  });

  it('is kept for ever when nothing else is said', () => {
    expect(ok().keepAliveMs).toBe(Infinity);
  });

  it.each([
    [[], 'closed'],
    [['Content-Length: 0'], 0],
    [['Content-Length: 00012'], 12],
    [['Content-Length: 999999999999999'], 999_999_999_999_999],
    [['Transfer-Encoding: Chunked'], 'chunked'],
  ] as const)('with %j has a body until %s', (headers, end) => {
    expect(ok(...headers).bodyEnd('GET')).toBe(end);
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['POST', 304],
  ])('of %s with status %d has no body, whatever it says', (method, status) => {
    for (const header of ['x: y', 'content-length: 5', 'transfer-encoding: chunked']) {
      expect(headOf(`HTTP/1.1 ${status} x`, header).bodyEnd(method)).toBe(0);
    }
  });

  it.each([
    [['content-length: 5', 'content-length: 5']],
    [['content-length: 5, 5']],
    [['content-length: -1']],
    [['content-length: +1']],
    [['content-length: 1.0']],
    [['content-length: 0x5']],
    [['content-length: 1 2']],
    [['content-length:']],
    [['content-length: 9999999999999999']],
    [['content-length: 5', 'transfer-encoding: chunked']],
    [['transfer-encoding: gzip']],
    [['transfer-encoding: identity']],
    [['transfer-encoding: gzip, chunked']],
    [['transfer-encoding: chunked, chunked']],
    [['transfer-encoding: chunked', 'transfer-encoding: chunked']],
    [['transfer-encoding: chunked;x']],
    [['transfer-encoding:']],
  ])('with %j has no body that ends anywhere, of any method', (headers) => {
    for (const method of ['GET', 'HEAD']) expect(() => ok(...headers).bodyEnd(method)).toThrow(MalformedAnswer);
  });
});
