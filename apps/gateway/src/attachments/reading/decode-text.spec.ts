import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.js';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

describe('decodeText', () => {
  it.each([
    ['UTF-8', bytes('naïve 你好 🙂'), undefined, 'naïve 你好 🙂'],
    ['UTF-8 with a byte order mark', bytes('\uFEFFnaïve'), undefined, 'naïve'],
    ['UTF-8 that is declared', bytes('naïve'), 'text/plain; charset="UTF-8"', 'naïve'],
    ['Latin-1 that is not declared', bytes('naïve café', 'latin1'), undefined, 'naïve café'],
    ['Latin-1 that is declared', bytes('naïve', 'latin1'), 'text/plain;charset=ISO-8859-1', 'naïve'],
    ['Latin-1 that is valid UTF-8 too', bytes('Ã¯', 'latin1'), 'text/plain;charset=latin1', 'Ã¯'],
    ['Windows-1252', Buffer.from([0x80, 0x20, 0x93, 0x78, 0x94]), undefined, '€ “x”'],
    ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('naïve', 'utf16le')]), '', 'naïve'],
    [
      'UTF-16, big end first',
      Buffer.concat([Buffer.from([0xfe, 0xff]), bytes('naïve', 'utf16le').swap16()]),
      '',
      'naïve',
    ],
    ['Shift JIS', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/csv;header=present;charset=shift_jis', '日本'],
    ['tabs, breaks and colours', bytes('a\tb\r\n\f\x1b[31mred\x1b[0m'), 'text/x-log', 'a\tb\r\n\f\x1b[31mred\x1b[0m'],
    ['what declares itself something else', bytes('{"a":1}'), 'application/octet-stream', '{"a":1}'],
  ])('reads %s', (_, data, mediaType, text) => {
    expect(decodeText(data, mediaType)).toBe(text);
  });

  it.each([
    ['zeros', Buffer.alloc(8), undefined, 'it is no text; text and PDF files are supported'],
    ['control characters', bytes('a\x01b'), 'text/plain', 'it is no text; text and PDF files are supported'],
    [
      'a zip archive',
      bytes('PK\x03\x04\x14\0'),
      'text/plain',
      'it is an Office document or a zip archive; text and PDF files are supported',
    ],
    [
      'a png',
      bytes('\x89PNG\r\n\x1a\n\0\0\0\r', 'latin1'),
      undefined,
      'it is a png image, to be sent as an image; text and PDF files are supported',
    ],
    [
      'Latin-1 that is declared as UTF-8',
      bytes('naïve', 'latin1'),
      'text/plain;charset=utf-8',
      'it is no text; text and PDF files are supported',
    ],
    [
      'half of a UTF-16 character',
      Buffer.from([0xff, 0xfe, 0x61]),
      undefined,
      'it is no text; text and PDF files are supported',
    ],
    ['an unknown charset', bytes('a'), 'text/plain;charset=klingon', 'its charset is unknown'],
  ])('refuses %s', (_, data, mediaType, reason) => {
    expect(() => decodeText(data, mediaType)).toThrow(expect.objectContaining({ problem: 'unsupported-type', reason }));
  });
});
