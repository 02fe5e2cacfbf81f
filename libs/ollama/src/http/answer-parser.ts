import type { UpstreamHead } from './upstream-head.js';
import { AnswerHead, type BodyEnd, headerIn } from './answer-head.js';
import { ChunkSize } from './chunk-size.js';
import { MalformedAnswer } from './malformed-answer.js';

const LINE_FEED = 0x0a;
const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';

/** A head that is not longer, and is there as a whole, is read as a whole: 1.1 µs with its body, and not 1.5. */
const USUAL_HEAD_BYTES = 1024;

/** As much as Node takes. */
const MAX_HEAD_BYTES = 16 * 1024;

/** What a trailer may not be (RFC 9110, 6.5.1). */
const FRAMING = ['content-length', 'transfer-encoding'];

interface HeadListener {
  /** Called once for an answer, before its body. */
  onHead(head: UpstreamHead): void;
}

/**
 * The answers on one connection, in HTTP/1.1, whatever the network did to their bytes. It is as strict as the parsers of
 * Node: an answer that others might read otherwise is none.
 */
export class AnswerParser {
  #state: 'head' | 'chunk size' | 'chunk' | 'trailers' | 'content' | 'until closed' | 'complete' = 'complete';
  #method = '';
  #head = new AnswerHead();
  #listener: HeadListener | undefined;
  readonly #chunkSize = new ChunkSize();
  /** Bytes of the body, or of the chunk, that are still to come. */
  #left = 0;
  /** A line whose end has not come. */
  #line = '';
  #headBytes = 0;
  #hasSurplus = false;

  /** Whether the connection can be used again after the answer. */
  get keepsAlive(): boolean {
    return this.#state === 'complete' && this.#head.keepsAlive && !this.#hasSurplus;
  }

  /** How long a connection that is kept may wait for the next request, in milliseconds. */
  get keepAliveMs(): number {
    return this.#head.keepAliveMs;
  }

  /** The next bytes answer a request with this method. */
  begin(method: string, listener: HeadListener): void {
    this.#method = method;
    this.#listener = listener;
    this.#headBytes = 0;
    this.#hasSurplus = false;
    this.#beginHead();
  }

  /**
   * Reads the bytes up to `end`, and adds those of the body to the end of `body`, in a piece for each chunk. The pieces
   * lie in `bytes`.
   *
   * @returns whether the answer is complete
   * @throws MalformedAnswer when it is none; what is in `body` then was part of it
   */
  parse(bytes: Buffer, end: number, body: Buffer[]): boolean {
    let at = 0;
    while (at < end && this.#state !== 'complete') at = this.#step(bytes, at, end, body);
    if (at < end) this.#hasSurplus = true;
    return this.#state === 'complete';
  }

  /** The connection has ended: returns whether the answer is complete by that. */
  end(): boolean {
    return this.#state === 'until closed';
  }

  #step(bytes: Buffer, at: number, end: number, body: Buffer[]): number {
    switch (this.#state) {
      case 'chunk':
        return this.#bytesOfBody(bytes, at, Math.min(end, at + this.#left), 'chunk size', body);
      case 'chunk size':
        return this.#sizeOfChunk(bytes, at, end);
      case 'content':
        return this.#bytesOfBody(bytes, at, Math.min(end, at + this.#left), 'complete', body);
      case 'until closed':
        return this.#bytesOfBody(bytes, at, end, 'until closed', body);
      case 'head':
        return this.#headOf(bytes, at, end);
      default:
        return this.#lineOf(bytes, at, end);
    }
  }

  #bytesOfBody(
    bytes: Buffer,
    start: number,
    end: number,
    next: 'chunk size' | 'complete' | 'until closed',
    body: Buffer[],
  ) {
    body.push(bytes.subarray(start, end));
    this.#left -= end - start;
    if (this.#left === 0) this.#state = next;
    return end;
  }

  #sizeOfChunk(bytes: Buffer, at: number, end: number): number {
    const start = this.#chunkSize.read(bytes, at, end);
    if (start === -1) return end;
    this.#left = this.#chunkSize.value;
    this.#state = this.#left > 0 ? 'chunk' : 'trailers';
    return start;
  }

  #headOf(bytes: Buffer, at: number, end: number): number {
    if (this.#headBytes > 0) return this.#lineOf(bytes, at, end);
    const text = bytes.toString('latin1', at, Math.min(end, at + USUAL_HEAD_BYTES));
    const headEnd = text.indexOf(HEAD_END);
    if (headEnd === -1) return this.#lineOf(bytes, at, end);
    for (let start = 0; start <= headEnd;) {
      const lineEnd = text.indexOf(LINE_END, start);
      this.#head.add(text.slice(start, lineEnd));
      start = lineEnd + LINE_END.length;
    }
    this.#headBytes = headEnd + HEAD_END.length;
    this.#endHead();
    return at + this.#headBytes;
  }

  #lineOf(bytes: Buffer, at: number, end: number): number {
    const feed = bytes.indexOf(LINE_FEED, at);
    const lineEnd = feed === -1 || feed >= end ? end : feed + 1;
    this.#headBytes += lineEnd - at;
    if (this.#headBytes > MAX_HEAD_BYTES) throw new MalformedAnswer('A head is too large.');
    this.#line += bytes.toString('latin1', at, lineEnd);
    if (this.#line.endsWith('\n')) this.#endLine();
    return lineEnd;
  }

  #endLine(): void {
    if (!this.#line.endsWith('\r\n')) throw new MalformedAnswer('A line ends in LF without CR.');
    const line = this.#line.slice(0, -2);
    this.#line = '';
    if (this.#state === 'trailers') this.#endTrailer(line);
    else if (line === '' && this.#head.status > 0) this.#endHead();
    else this.#head.add(line);
  }

  /** Nobody asks for what only the end of a body can tell. */
  #endTrailer(line: string): void {
    if (line === '') this.#state = 'complete';
    else if (FRAMING.includes(headerIn(line)[0])) throw new MalformedAnswer('A body has two lengths.');
  }

  #beginHead(): void {
    this.#head = new AnswerHead();
    this.#state = 'head';
  }

  #endHead(): void {
    if (!this.#head.isFinal) return this.#endInterimHead();
    const bodyEnd = this.#head.bodyEnd(this.#method);
    this.#beginBody(bodyEnd);
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onHead(this.#head);
  }

  #endInterimHead(): void {
    if (!this.#head.keepsAlive) throw new MalformedAnswer('The connection was to end before the answer.');
    this.#beginHead();
  }

  #beginBody(end: BodyEnd): void {
    if (end === 'chunked') {
      this.#chunkSize.begin();
      this.#state = 'chunk size';
    } else if (end === 'closed') {
      this.#state = 'until closed';
    } else {
      this.#left = end;
      this.#state = end === 0 ? 'complete' : 'content';
    }
  }
}
