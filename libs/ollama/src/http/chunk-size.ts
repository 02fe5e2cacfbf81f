import { MalformedAnswer } from './malformed-answer.js';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const SEMICOLON = 0x3b;

const MOST_DIGITS = 12;
/** They say nothing, and nobody uses them. */
const MOST_EXTENSION_BYTES = 1024;
const TOKEN = String.raw`[!#$%&'*+\-.^_\x60|~\dA-Za-z]+`;
const QUOTED = String.raw`"(?:[\t !#-[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`;
const EXTENSIONS = new RegExp(`^(?:;${TOKEN}(?:=(?:${TOKEN}|${QUOTED}))?)+$`);

/**
 * What stands before a chunk of a body: the line end of the chunk before it, and a line with its size in hexadecimal digits
 * and perhaps extensions (RFC 9112, 7.1). There is one for each token, so that it is read from the bytes, with no text made
 * of it but of extensions.
 */
export class ChunkSize {
  /** The size that was read; 0 is that of the last chunk, which is none. */
  value = 0;
  #next: 'end of chunk' | 'feed of chunk' | 'digit' | 'extension' | 'feed' = 'digit';
  #digits = 0;
  #extensions = '';

  /** The next size is that of a body's first chunk. */
  begin(): void {
    this.value = 0;
    this.#digits = 0;
    this.#extensions = '';
    this.#next = 'digit';
  }

  /**
   * Reads on at `start`, wherever the last call left off.
   *
   * @returns where the chunk begins, or -1 when `end` comes before it
   * @throws MalformedAnswer
   */
  read(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      switch (this.#next) {
        case 'end of chunk':
          expect(byte, CARRIAGE_RETURN);
          this.#next = 'feed of chunk';
          break;
        case 'feed of chunk':
          expect(byte, LINE_FEED);
          this.begin();
          break;
        case 'digit':
          this.#digit(byte);
          break;
        case 'extension':
          this.#extension(byte);
          break;
        case 'feed':
          expect(byte, LINE_FEED);
          this.#next = 'end of chunk';
          return at + 1;
      }
    }
    return -1;
  }

  #digit(byte: number): void {
    const digit = hexadecimal(byte);
    if (digit !== undefined) {
      if (++this.#digits > MOST_DIGITS) throw new MalformedAnswer('A chunk is larger than anything.');
      this.value = this.value * 16 + digit;
    } else if (this.#digits > 0 && byte === CARRIAGE_RETURN) {
      this.#next = 'feed';
    } else if (this.#digits > 0 && byte === SEMICOLON) {
      this.#next = 'extension';
      this.#extension(byte);
    } else {
      throw new MalformedAnswer('The size of a chunk is no number.');
    }
  }

  #extension(byte: number): void {
    if (byte === CARRIAGE_RETURN) {
      if (!EXTENSIONS.test(this.#extensions)) throw new MalformedAnswer('The extension of a chunk is malformed.');
      this.#next = 'feed';
    } else {
      this.#extensions += String.fromCharCode(byte);
      if (byte === LINE_FEED || this.#extensions.length > MOST_EXTENSION_BYTES) {
        throw new MalformedAnswer('The extension of a chunk does not end.');
      }
    }
  }
}

function expect(byte: number, expected: number): void {
  if (byte !== expected) throw new MalformedAnswer('A chunk does not end where its size says.');
}

function hexadecimal(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lowerCase = byte | 0x20;
  return lowerCase >= 0x61 && lowerCase <= 0x66 ? lowerCase - 0x57 : undefined;
}
