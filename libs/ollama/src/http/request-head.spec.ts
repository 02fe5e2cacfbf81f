import { describe, expect, it } from 'vitest';
import { requestHead } from './request-head.js';

const get = (path: string, headers = {}) => requestHead('GET', path, 'h', headers, undefined);

describe('requestHead', () => {
  it('is the lines before a body', () => {
    const headers = { 'x-a': ['1', '2'], 'x-b': 'é\t\xff', 'x-c': undefined, 'x-d': '', 'x-e': [] };
    expect(requestHead('PUT', '/api/blobs/x?a=1&b=%2F', '[::1]:11434', headers, 5)).toBe(
      'PUT /api/blobs/x?a=1&b=%2F HTTP/1.1\r\n' +
        'host: [::1]:11434\r\n' +
        'connection: keep-alive\r\n' +
        'x-a: 1\r\n' +
        'x-a: 2\r\n' +
        'x-b: é\t\xff\r\n' +
        'x-d: \r\n' +
        'content-length: 5\r\n' +
        '\r\n',
    );
  });

  it.each([
    [undefined, ''],
    [0, 'content-length: 0\r\n'],
    [123, 'content-length: 123\r\n'],
    ['chunked', 'transfer-encoding: chunked\r\n'],
  ] as const)('tells one length of a body, which is %s, whatever the headers say', (length, line) => {
    expect(requestHead('POST', '/', 'h', { 'content-length': '7' }, length)).toBe(
      `POST / HTTP/1.1\r\nhost: h\r\nconnection: keep-alive\r\n${line}\r\n`,
    );
  });

  it('is written anew where anything is another than before, also with headers that do not change', () => {
    const frozen = Object.freeze({ 'x-a': '1' });
    const asked = [
      ['POST', '/a', 'h', frozen],
      ['POST', '/a', 'h', frozen],
      ['PUT', '/a', 'h', frozen],
      ['PUT', '/b', 'h', frozen],
      ['PUT', '/b', 'i', frozen],
      ['PUT', '/b', 'i', Object.freeze({ 'x-a': '2' })],
    ] as const;
    for (const [method, path, host, headers] of asked) {
      expect(requestHead(method, path, host, headers, 5)).toBe(
        `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nx-a: ${headers['x-a']}\r\ncontent-length: 5\r\n\r\n`,
      );
    }
    expect(() => requestHead('PUT', '/ b', 'i', frozen, 5)).toThrow(TypeError);
  });

  it('takes a path of any visible bytes', () => {
    expect(get('/\x21~\x7f\x80\xff')).toBe(
      'GET /\x21~\x7f\x80\xff HTTP/1.1\r\nhost: h\r\nconnection: keep-alive\r\n\r\n',
    );
  });

  it.each(['', 'api', '*', '/a b', '/a\r\nx: y', '/a\n', '/\0', '/\u0100', 'http://h/'])('has no path %j', (path) => {
    expect(() => get(path)).toThrow(TypeError);
  });

  it.each([
    { 'x y': '1' },
    { '': '1' },
    { 'x:': '1' },
    { 'x\r\ny': '1' },
    { é: '1' },
    { x: 'a\r\nb: c' },
    { x: 'a\n' },
    { x: '\0' },
    { x: '\u0100' },
    { x: ['a', 'b\r'] },
    { Host: 'x' },
    { connection: 'close' },
    { 'Content-Length': '1' },
    { 'transfer-encoding': 'chunked' },
  ])('has no header %j', (headers) => {
    expect(() => get('/', headers)).toThrow(TypeError);
  });
});
