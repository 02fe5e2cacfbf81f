import type { UpstreamHead } from './upstream-head.js';
import { MalformedAnswer } from './malformed-answer.js';

const STATUS_LINE = /^HTTP\/1\.[01] [1-9]\d\d(?: .*)?$/;
const MINOR_VERSION_AT = 'HTTP/1.'.length;
const STATUS_AT = 'HTTP/1.1 '.length;
/** A name of its own characters, and a value that has no control characters but the tab. */
const HEADER = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t -~\x80-\xff]*$/;
const SPACE = 0x20;
const TAB = 0x09;
const CONTENT_LENGTH = /^\d{1,15}$/;

const KEEP_ALIVE_TIMEOUT = /(?:^|[,\s])timeout=(\d+)/i;

const SWITCHING_PROTOCOLS = 101;
const FIRST_FINAL_STATUS = 200;
const NO_CONTENT = 204;
const NOT_MODIFIED = 304;

/** Where a body ends: after that many bytes, where its chunks say, or with the connection. */
export type BodyEnd = number | 'chunked' | 'closed';

/** The lengths of the names that say how an answer and its connection end: `connection` and `keep-alive` have one. */
const FRAMING_LENGTHS = ['connection', 'content-length', 'transfer-encoding'].map(({ length }) => length);

type Value = string | string[];

/** The lines before a body, one after the other. */
export class AnswerHead implements UpstreamHead {
  /** 0 before the first line. */
  status = 0;
  #minorVersion = '';
  /** They are read when somebody asks for them: those of most answers nobody asks for. */
  readonly #lines: string[] = [];
  #headers: Record<string, Value> | undefined;
  #connection: Value | undefined;
  #keepAlive: Value | undefined;
  #contentLength: Value | undefined;
  #transferEncoding: Value | undefined;

  get headers(): Record<string, Value> {
    return (this.#headers ??= this.#read());
  }

  /** Others may come before it, which say that the server is at work. */
  get isFinal(): boolean {
    return this.status >= FIRST_FINAL_STATUS;
  }

  /**
   * Adds a line, without its end.
   *
   * @throws MalformedAnswer
   */
  add(line: string): void {
    if (this.status === 0) this.#addStatus(line);
    else this.#addHeader(line);
  }

  /** Whether another request can be sent after the answer (RFC 9112, 9.3). */
  get keepsAlive(): boolean {
    const connection = this.#connection;
    if (connection === undefined) return this.#minorVersion === '1';
    const options = listOf(connection);
    return !options.includes('close') && (this.#minorVersion === '1' || options.includes('keep-alive'));
  }

  /** How long the server keeps a connection without a request, in milliseconds, if it says so. */
  get keepAliveMs(): number {
    const parameters = this.#keepAlive;
    if (parameters === undefined) return Infinity;
    const [, seconds] = KEEP_ALIVE_TIMEOUT.exec(String(parameters)) ?? [];
    return seconds === undefined ? Infinity : Number(seconds) * 1000;
  }

  /**
   * Where the body ends (RFC 9112, 6.3). Two ways to say so are no way: who believes the other one takes the rest of the
   * body for an answer of its own.
   *
   * @throws MalformedAnswer
   */
  bodyEnd(method: string): BodyEnd {
    const encoding = this.#transferEncoding;
    const length = this.#contentLength;
    if (encoding !== undefined && length !== undefined) throw new MalformedAnswer('A body has two lengths.');
    if (length !== undefined && (typeof length !== 'string' || !CONTENT_LENGTH.test(length))) {
      throw new MalformedAnswer('The length of a body is no number.');
    }
    if (encoding !== undefined && String(encoding).toLowerCase() !== 'chunked') {
      throw new MalformedAnswer('The transfer encoding is unknown.');
    }
    if (method === 'HEAD' || this.status === NO_CONTENT || this.status === NOT_MODIFIED) return 0;
    if (encoding !== undefined) return 'chunked';
    return length === undefined ? 'closed' : Number(length);
  }

  #addStatus(line: string): void {
    if (!STATUS_LINE.test(line)) throw new MalformedAnswer('It is no answer in HTTP/1.1.');
    const status = Number(line.slice(STATUS_AT, STATUS_AT + 3));
    if (status === SWITCHING_PROTOCOLS) throw new MalformedAnswer('It is no answer in HTTP/1.1.');
    this.#minorVersion = line.charAt(MINOR_VERSION_AT);
    this.status = status;
  }

  #addHeader(line: string): void {
    checkHeader(line);
    this.#lines.push(line);
    if (FRAMING_LENGTHS.includes(line.indexOf(':'))) this.#addFraming(...toHeader(line));
  }

  #addFraming(name: string, value: string): void {
    switch (name) {
      case 'connection':
        this.#connection = added(this.#connection, value);
        break;
      case 'keep-alive':
        this.#keepAlive = added(this.#keepAlive, value);
        break;
      case 'content-length':
        this.#contentLength = added(this.#contentLength, value);
        break;
      case 'transfer-encoding':
        this.#transferEncoding = added(this.#transferEncoding, value);
        break;
    }
  }

  #read(): Record<string, Value> {
    const headers = Object.create(null) as Record<string, Value>;
    for (const line of this.#lines) {
      const [name, value] = toHeader(line);
      headers[name] = added(headers[name], value);
    }
    return headers;
  }
}

function added(known: Value | undefined, value: string): Value {
  return known === undefined ? value : [known, value].flat();
}

/**
 * The name of a header, in lower case, and its value.
 *
 * @throws MalformedAnswer
 */
export function headerIn(line: string): [name: string, value: string] {
  checkHeader(line);
  return toHeader(line);
}

function checkHeader(line: string): void {
  if (!HEADER.test(line)) throw new MalformedAnswer('A header is malformed.');
}

function toHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), withoutOuterSpace(line, colon + 1)];
}

/** What follows `start`, without blanks around it. `trim` would take characters of a value as well. */
function withoutOuterSpace(line: string, start: number): string {
  let end = line.length;
  while (start < end && isBlank(line.charCodeAt(start))) start++;
  while (start < end && isBlank(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function listOf(header: string | string[]): string[] {
  return String(header)
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
}
