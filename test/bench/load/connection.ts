import { connect, type Socket } from 'node:net';
import { type BodyDecoder, ChunkedBody, SizedBody } from './body-decoder.ts';
import { MarkCounter } from './mark-counter.ts';
import type { Target } from './target.ts';

/** What the client side of a load wants to know. */
export interface Observer {
  /** A read brought tokens. @param gapMs since the one before, or since the request was sent */
  onTokens(count: number, gapMs: number, isFirst: boolean): void;
  onAnswer(milliseconds: number, isRight: boolean): void;
}

const HEAD_END = '\r\n\r\n';
// What stands behind the head in the same read is not looked at as text.
const LONGEST_HEAD = 4096;

/**
 * A connection that asks again as soon as it is answered. It speaks HTTP by itself, since a real client would cost more
 * than what is measured.
 */
export class Connection {
  readonly #target: Target;
  readonly #request: string;
  readonly #observer: Observer;
  readonly #socket: Socket;
  #head = '';
  #body: BodyDecoder | undefined;
  #tokens: MarkCounter | undefined;
  #end: MarkCounter;
  #sentAt = 0;
  #lastAt = 0;
  #asksAgain = true;

  constructor(target: Target, observer: Observer) {
    this.#target = target;
    this.#observer = observer;
    this.#end = new MarkCounter(target.endMark);
    this.#request =
      `POST ${target.path} HTTP/1.1\r\nhost: 127.0.0.1:${target.port}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(target.body)}\r\n\r\n${target.body}`;
    this.#socket = connect({ host: '127.0.0.1', port: target.port, noDelay: true }, () => this.#ask());
    this.#socket.on('data', (bytes) => this.#read(bytes));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => this.#asksAgain && this.#observer.onAnswer(Number.NaN, false));
  }

  /** Leaves the answer that it is in. */
  close(): void {
    this.#asksAgain = false;
    this.#socket.destroy();
  }

  #ask(): void {
    this.#head = '';
    this.#body = undefined;
    this.#end = new MarkCounter(this.#target.endMark);
    this.#tokens = this.#target.tokenMark === undefined ? undefined : new MarkCounter(this.#target.tokenMark);
    this.#sentAt = performance.now();
    this.#lastAt = this.#sentAt;
    this.#socket.write(this.#request);
  }

  #read(bytes: Buffer): void {
    // What it takes to look into the bytes is no time of whoever has sent them.
    const readAt = performance.now();
    let start = 0;
    if (this.#body === undefined) {
      start = this.#readHead(bytes);
      if (start === -1) return;
    }
    const before = this.#tokens?.count ?? 0;
    const isOver = this.#body?.decode(bytes, start, this.#readContent) ?? false;
    const tokens = (this.#tokens?.count ?? 0) - before;
    if (tokens > 0) this.#tellTokens(tokens, before === 0, readAt);
    if (isOver) this.#finish(readAt);
  }

  readonly #readContent = (content: Buffer): void => {
    this.#tokens?.read(content);
    this.#end.read(content);
  };

  #tellTokens(tokens: number, isFirst: boolean, readAt: number): void {
    this.#observer.onTokens(tokens, readAt - this.#lastAt, isFirst);
    this.#lastAt = readAt;
  }

  /** Returns where the body begins; -1 when the head is not whole yet. */
  #readHead(bytes: Buffer): number {
    const before = this.#head.length;
    this.#head += bytes.toString('latin1', 0, LONGEST_HEAD);
    const end = this.#head.indexOf(HEAD_END);
    if (end === -1) return -1;
    const head = this.#head.slice(0, end).toLowerCase();
    const length = /content-length: (\d+)/.exec(head)?.[1];
    this.#body = length === undefined ? new ChunkedBody() : new SizedBody(Number(length));
    return end + HEAD_END.length - before;
  }

  #finish(readAt: number): void {
    const isRight =
      this.#head.startsWith('HTTP/1.1 200') &&
      this.#end.count === 1 &&
      (this.#tokens?.count ?? 0) === this.#target.tokens;
    this.#observer.onAnswer(readAt - this.#sentAt, isRight);
    if (this.#asksAgain) this.#ask();
  }
}
