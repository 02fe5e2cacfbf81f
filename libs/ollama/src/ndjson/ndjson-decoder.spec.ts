import { describe, expect, it } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import { NdjsonDecoder } from './ndjson-decoder.js';
import { readChatToken } from './token-line.js';

const LIMIT = 1000;

/** What each read gives, then what the end gives. */
function decodeReads(reads: readonly (string | Buffer)[], maxLineBytes = LIMIT): unknown[][] {
  const decoder = new NdjsonDecoder(maxLineBytes);
  const perRead = reads.map((read) => {
    const lines: unknown[] = [];
    decoder.decode(Buffer.from(read), lines);
    return lines;
  });
  const rest: unknown[] = [];
  decoder.end(rest);
  return [...perRead, rest];
}

function failureOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof OllamaError) return error.failure;
    throw error;
  }
  return undefined;
}

describe('NdjsonDecoder', () => {
  it('gives all lines of a read together', () => {
    expect(decodeReads(['{"a":1}\n{"a":2}\n', '{"a":3}\n'])).toEqual([[{ a: 1 }, { a: 2 }], [{ a: 3 }], []]);
  });

  it('gives a line with the read in which it ends', () => {
    expect(decodeReads(['{"a":1}\n{"a"', ':', '2}\n{"a":3', '}\n'])).toEqual([
      [{ a: 1 }],
      [],
      [{ a: 2 }],
      [{ a: 3 }],
      [],
    ]);
  });

  it('takes CRLF and leaves out blank lines', () => {
    expect(decodeReads(['\n\r\n{"a":1}\r\n\r\n\n{"a":2}\r', '\n', '\r', '\n'])).toEqual([
      [{ a: 1 }],
      [{ a: 2 }],
      [],
      [],
      [],
    ]);
  });

  it('takes a last line that has no newline', () => {
    expect(decodeReads(['{"a":1}\n{"a":', '2}'])).toEqual([[{ a: 1 }], [], [{ a: 2 }]]);
  });

  it('puts characters together that are split at any byte', () => {
    const lines = [{ text: 'é 日本 👩‍👩‍👧 \u2028 \uFFFD' }, { text: 'ß\r\n"\\' }];
    const bytes = Buffer.from(`${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n`);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(decodeReads([bytes.subarray(0, cut), bytes.subarray(cut)]).flat()).toEqual(lines);
    }
    expect(decodeReads(Array.from(bytes, (byte) => Buffer.of(byte))).flat()).toEqual(lines);
  });

  it.each([
    ['text that is not JSON', '{nope}\n'],
    ['HTML', '<!doctype html>\n'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a])],
    ['half a character', Buffer.from([0x22, 0xe6, 0x97, 0x22, 0x0a])],
  ])('refuses %s, and has the lines before it', (_name, bad) => {
    const lines: unknown[] = [];
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n'), Buffer.from(bad), Buffer.from('{"a":2}\n')]);
    expect(failureOf(() => new NdjsonDecoder(LIMIT).decode(bytes, lines))).toEqual({ kind: 'invalid-json' });
    expect(lines).toEqual([{ a: 1 }]);
  });

  it('refuses half a line at the end', () => {
    expect(failureOf(() => decodeReads(['{"a":']))).toEqual({ kind: 'invalid-json' });
  });

  it('takes a line of the longest length, in one read and over many', () => {
    const line = JSON.stringify('x'.repeat(LIMIT - 2));
    expect(decodeReads([`${line}\r\n`]).flat()).toEqual(['x'.repeat(LIMIT - 2)]);
    expect(decodeReads(Array.from(`${line}\n`)).flat()).toEqual(['x'.repeat(LIMIT - 2)]);
  });

  it('refuses a longer line in one read', () => {
    const line = JSON.stringify('x'.repeat(LIMIT - 1));
    expect(failureOf(() => decodeReads([`${line}\n`]))).toEqual({ kind: 'line-too-long', limitBytes: LIMIT });
  });

  it('refuses a longer line as soon as it is too long, before its end', () => {
    const decoder = new NdjsonDecoder(LIMIT);
    decoder.decode(Buffer.alloc(LIMIT, 'x'), []);
    expect(failureOf(() => decoder.decode(Buffer.from('x'), []))).toEqual({ kind: 'line-too-long', limitBytes: LIMIT });
  });
});

describe('a token of the NDJSON decoder', () => {
  const TOKEN = Buffer.from('"token"\n');
  const decoder = (maxLineBytes = LIMIT) =>
    new NdjsonDecoder(maxLineBytes, (line) => (line === '"token"' ? { read: line } : undefined));

  it('is a line that comes alone', () => {
    expect(decoder().token(TOKEN)).toEqual({ read: '"token"' });
  });

  it.each(['"token"', '"token"\n"token"\n', '\n', '', '"other"\n'])('is nothing else: %j', (text) => {
    expect(decoder().token(Buffer.from(text))).toBeUndefined();
  });

  it('is no part of a line that has begun', () => {
    const begun = decoder();
    begun.decode(Buffer.from('{"a":'), []);
    expect(failureOf(() => begun.decode(TOKEN, []))).toEqual({ kind: 'invalid-json' });
  });

  it('comes after a line that was split', () => {
    const split = decoder();
    split.decode(Buffer.from('{"a":'), []);
    split.decode(Buffer.from('1}\n'), []);
    expect(split.token(TOKEN)).toEqual({ read: '"token"' });
  });

  it('has no bytes that are no UTF-8, which the pattern would pass as characters', () => {
    const line = (content: Buffer) =>
      Buffer.concat([
        Buffer.from('{"model":"m","created_at":"t","message":{"role":"assistant","content":"'),
        content,
        Buffer.from('"},"done":false}\n'),
      ]);
    const chat = new NdjsonDecoder(1024, readChatToken);
    expect(failureOf(() => chat.decode(line(Buffer.of(0xff)), []))).toEqual({ kind: 'invalid-json' });
    const lines: unknown[] = [];
    chat.decode(line(Buffer.from('\uFFFD')), lines);
    expect(lines).toEqual([
      { model: 'm', created_at: 't', message: { role: 'assistant', content: '\uFFFD' }, done: false },
    ]);
  });

  it('is no longer than a line may be', () => {
    expect(decoder(TOKEN.length - 1).token(TOKEN)).toEqual({ read: '"token"' });
    expect(failureOf(() => decoder(TOKEN.length - 2).decode(TOKEN, []))).toEqual({
      kind: 'line-too-long',
      limitBytes: TOKEN.length - 2,
    });
  });
});
