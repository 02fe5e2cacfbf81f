import { describe, expect, it } from 'vitest';
import type { UpstreamHead } from './upstream-head.js';
import { AnswerParser } from './answer-parser.js';
import { MalformedAnswer } from './malformed-answer.js';

interface Reading {
  heads: [status: number, headers: Record<string, unknown>][];
  body: string;
  isComplete: boolean;
  keepsAlive: boolean;
}

/** What the parser has after these bytes, which come in pieces of that many. */
function read(text: string, { method = 'GET', pieceBytes = Infinity, parser = new AnswerParser() } = {}): Reading {
  const bytes = Buffer.from(text, 'latin1');
  const heads: Reading['heads'] = [];
  let body = '';
  let isComplete = false;
  parser.begin(method, { onHead: ({ status, headers }: UpstreamHead) => heads.push([status, { ...headers }]) });
  // All reads share their memory, as those of a socket do.
  const memory = Buffer.alloc(bytes.length + 2, '\n');
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const length = bytes.copy(memory, 0, at, Math.min(bytes.length, at + pieceBytes));
    const pieces: Buffer[] = [];
    isComplete = parser.parse(memory, length, pieces);
    body += Buffer.concat(pieces).toString('latin1');
  }
  return { heads, body, isComplete, keepsAlive: parser.keepsAlive };
}

const lines = (...texts: string[]) => texts.map((text) => `${text}\r\n`).join('');
const CHUNKED = lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '');
const TEN = lines('HTTP/1.1 200 OK', 'content-length: 10', '');
const UNTIL_CLOSED = lines('HTTP/1.1 200 OK', 'x: y', '');

describe('AnswerParser', () => {
  describe.each([1, 2, 3, 7, Infinity])('of pieces of %d bytes', (pieceBytes) => {
    it('reads a body with a length', () => {
      expect(read(`${TEN}\r\n\0\xff\r\n6789`, { pieceBytes })).toEqual({
        heads: [[200, { 'content-length': '10' }]],
        body: '\r\n\0\xff\r\n6789',
        isComplete: true,
        keepsAlive: true,
      });
    });

    it('reads chunks, and nothing of their extensions and trailers', () => {
      const body = lines(
        '3;a=b;c="d e"',
        '\r\n\xff',
        '10',
        '0123456789abcdef',
        '00a',
        '0\r\n\r\n67890',
        '0;x',
        'a: b',
        'c: d',
        '',
      );
      expect(read(CHUNKED + body, { pieceBytes })).toEqual({
        heads: [[200, { 'transfer-encoding': 'chunked' }]],
        body: '\r\n\xff0123456789abcdef0\r\n\r\n67890',
        isComplete: true,
        keepsAlive: true,
      });
    });

    it('reads a body that ends with the connection', () => {
      const parser = new AnswerParser();
      expect(read(`${UNTIL_CLOSED}a\r\n\r\nb`, { pieceBytes, parser })).toEqual({
        heads: [[200, { x: 'y' }]],
        body: 'a\r\n\r\nb',
        isComplete: false,
        keepsAlive: false,
      });
      expect([parser.end(), parser.keepsAlive]).toEqual([true, false]);
    });

    it('passes over interim answers', () => {
      const interim = lines(
        'HTTP/1.1 100 Continue',
        '',
        'HTTP/1.1 103 Early Hints',
        'content-length: 5',
        'link: x',
        '',
      );
      expect(read(`${interim}${TEN}0123456789`, { pieceBytes })).toEqual({
        heads: [[200, { 'content-length': '10' }]],
        body: '0123456789',
        isComplete: true,
        keepsAlive: true,
      });
    });

    it('sees bytes that nobody has asked for', () => {
      for (const answer of [`${TEN}0123456789`, `${CHUNKED}0\r\n\r\n`, lines('HTTP/1.1 204 x', '')]) {
        const { body, isComplete, keepsAlive } = read(answer, { pieceBytes });
        expect(read(`${answer}\r`, { pieceBytes })).toMatchObject({ body, isComplete, keepsAlive: false });
        expect([isComplete, keepsAlive]).toEqual([true, true]);
      }
    });
  });

  it.each([
    ['HEAD', lines('HTTP/1.1 200 OK', 'content-length: 10', '')],
    ['HEAD', CHUNKED],
    ['HEAD', UNTIL_CLOSED],
    ['GET', lines('HTTP/1.1 204 No Content', '')],
    ['GET', lines('HTTP/1.1 304 Not Modified', 'content-length: 10', '')],
    ['GET', lines('HTTP/1.1 200 OK', 'content-length: 0', '')],
  ])('reads that there is no body: %s %j', (method, text) => {
    expect(read(text, { method })).toMatchObject({
      heads: [[expect.any(Number), {}]],
      body: '',
      isComplete: true,
      keepsAlive: true,
    });
  });

  it('is complete with the last byte only', () => {
    for (const answer of [`${TEN}0123456789`, `${CHUNKED}1\r\na\r\n0\r\n\r\n`, `${CHUNKED}0\r\na: b\r\n\r\n`]) {
      for (let length = 1; length < answer.length; length++) {
        const parser = new AnswerParser();
        expect(read(answer.slice(0, length), { parser })).toMatchObject({ isComplete: false, keepsAlive: false });
        expect(parser.end()).toBe(false);
      }
    }
  });

  it('tells of the head before it has any of the body', () => {
    const order: unknown[] = [];
    const body: Buffer[] = [];
    const parser = new AnswerParser();
    parser.begin('GET', { onHead: () => order.push(body.length) });
    parser.parse(Buffer.from(`${TEN}01234`), TEN.length, body);
    expect(order).toEqual([0]);
    parser.parse(Buffer.from('0123456789'), 10, body);
    expect(order).toEqual([0]);
  });

  it('gives a piece for each chunk of a read', () => {
    const body: Buffer[] = [];
    const parser = new AnswerParser();
    parser.begin('GET', { onHead: () => {} });
    const bytes = Buffer.from(`${CHUNKED}2\r\nab\r\n1\r\nc\r\n3\r\nd`);
    parser.parse(bytes, bytes.length, body);
    expect(body.map(String)).toEqual(['ab', 'c', 'd']);
  });

  it('reads one answer after the other', () => {
    const parser = new AnswerParser();
    const gone = lines('HTTP/1.1 200 OK', 'keep-alive: timeout=7', 'content-length: 0', '');
    expect([read(gone, { parser }).isComplete, parser.keepAliveMs]).toEqual([true, 7000]);
    const chunked = `${CHUNKED}3\r\nabc\r\n0\r\nx: y\r\n\r\n`;
    for (const pieceBytes of [1, Infinity]) {
      expect(read(chunked, { parser, pieceBytes })).toMatchObject({ body: 'abc', isComplete: true, keepsAlive: true });
      expect(parser.keepAliveMs).toBe(Infinity);
      expect(read(`${TEN}0123456789`, { parser, pieceBytes })).toMatchObject({ body: '0123456789', keepsAlive: true });
    }
    expect(read(`${TEN}0123456789!`, { parser }).keepsAlive).toBe(false);
    expect(read(`${TEN}0123456789`, { parser }).keepsAlive).toBe(true);
    const closing = lines('HTTP/1.1 200 OK', 'connection: close', 'content-length: 0', '');
    expect(read(closing, { parser })).toMatchObject({ isComplete: true, keepsAlive: false });
  });

  it.each([
    ['a line end before all', `\r\n${TEN}`],
    ['LF without CR in a status', 'HTTP/1.1 200 OK\n\r\n'],
    ['LF without CR in a header', 'HTTP/1.1 200 OK\r\na: b\n\r\n'],
    ['LF without CR after a head', 'HTTP/1.1 200 OK\r\na: b\r\n\n'],
    ['a folded header', lines('HTTP/1.1 200 OK', 'a: b', ' c', '')],
    ['a protocol nobody asked for', lines('HTTP/1.1 101 Switching Protocols', 'upgrade: x', '')],
    ['an interim answer that is the last one', lines('HTTP/1.1 100 Continue', 'connection: close', '')],
    ['two lengths', lines('HTTP/1.1 200 OK', 'content-length: 1', 'content-length: 1', '')],
    ['two lengths and no body', lines('HTTP/1.1 204 OK', 'content-length: 0', 'transfer-encoding: chunked', '')],
  ])('knows no answer with %s', (_, text) => {
    for (const pieceBytes of [1, Infinity]) {
      const parser = new AnswerParser();
      expect(() => read(text, { parser, pieceBytes })).toThrow(MalformedAnswer);
      expect([parser.end(), parser.keepsAlive]).toEqual([false, false]);
    }
  });

  it.each([
    ['1\r\nab\r\n', 'a'],
    ['1\r\na\n', 'a'],
    ['2\r\na\r\n0\r\n\r\n', 'a\r'],
    ['1\r\na\r\nx\r\n', 'a'],
    ['1\r\na\r\n0\r\nno trailer\r\n\r\n', 'a'],
    ['1\r\na\r\n0\r\nContent-Length: 1\r\n\r\n', 'a'],
    ['1\r\na\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n', 'a'],
    ['1\r\na\r\n0\r\n\n', 'a'],
    [`1\r\na\r\n0\r\nx: ${'y'.repeat(16_384)}\r\n\r\n`, 'a'],
  ])('knows no end of the body %j, and has its beginning', (text, beginning) => {
    const parser = new AnswerParser();
    const body: Buffer[] = [];
    parser.begin('GET', { onHead: () => {} });
    const bytes = Buffer.from(CHUNKED + text);
    expect(() => parser.parse(bytes, bytes.length, body)).toThrow(MalformedAnswer);
    expect([Buffer.concat(body).toString().slice(0, beginning.length), parser.end()]).toEqual([beginning, false]);
  });

  it('takes heads up to a size, of each answer, however they come', () => {
    const ofSize = (bytes: number) => {
      const empty = lines('HTTP/1.1 200 OK', 'x: ', 'content-length: 0', '');
      return empty.replace('x: ', `x: ${'y'.repeat(bytes - empty.length)}`);
    };
    for (const pieceBytes of [1, 1000, Infinity]) {
      const parser = new AnswerParser();
      for (let answer = 0; answer < 3; answer++) {
        expect(read(ofSize(16_384), { parser, pieceBytes }).isComplete).toBe(true);
      }
      expect(() => read(ofSize(16_385), { parser, pieceBytes })).toThrow(MalformedAnswer);
      expect(() => read('x'.repeat(16_385), { pieceBytes })).toThrow(MalformedAnswer);
      expect(() => read(lines('HTTP/1.1 102 x', '').repeat(1000), { pieceBytes })).toThrow(MalformedAnswer);
    }
  });
});
