import { BoundedBytes } from '../bytes/bounded-bytes.js';
import { decodeJson, parseJson, REPLACEMENT_CHARACTER } from '../bytes/parse-json.js';
import { OllamaError } from '../errors/ollama-error.js';
import type { ReadToken } from './token-line.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Newline-delimited JSON, whatever the network did to it: lines may be split anywhere, end in CRLF or be blank. A line
 * that lies whole in the bytes is parsed where it lies; only a line that spans reads is copied.
 */
export class NdjsonDecoder<Token = never> {
  /** A line whose end has not come. */
  #begun: BoundedBytes | undefined;

  /** @param readToken reads most lines; the others are for the JSON parser */
  constructor(
    private readonly maxLineBytes: number,
    private readonly readToken: ReadToken<Token> = () => undefined,
  ) {}

  /**
   * Appends the values of all lines that end in `bytes` to `lines`; those before a bad line are there when it throws.
   *
   * @throws OllamaError of kind `invalid-json` or `line-too-long`
   */
  decode(bytes: Buffer, lines: unknown[]): void {
    const token = this.token(bytes);
    if (token === undefined) this.decodeLines(bytes, lines);
    else lines.push(token);
  }

  /**
   * The token that `bytes` are, where they are its line and nothing else. Ollama sends each in an HTTP chunk of its own: no
   * need to look for the end of the line.
   */
  token(bytes: Buffer): Token | undefined {
    const last = bytes.length - 1;
    if (this.#begun !== undefined || bytes[last] !== LINE_FEED || last > this.maxLineBytes) return undefined;
    const text = bytes.toString('utf8', 0, last);
    return text.includes(REPLACEMENT_CHARACTER) ? undefined : this.readToken(text);
  }

  /** As `decode`, without a look for a token first: for bytes that are known to be none. */
  decodeLines(bytes: Buffer, lines: unknown[]): void {
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      if (this.#begun === undefined) this.#line(bytes, start, end, lines);
      else this.#endBegun(this.#begun, bytes, start, end, lines);
      start = end + 1;
    }
    if (start < bytes.length) this.#begin(bytes, start);
  }

  /**
   * Appends the value of a last line that no newline ended.
   *
   * @throws OllamaError of kind `invalid-json`
   */
  end(lines: unknown[]): void {
    const rest = this.#begun?.take();
    if (rest !== undefined) this.#line(rest, 0, rest.length, lines);
  }

  #begin(bytes: Buffer, start: number): void {
    this.#begun ??= new BoundedBytes(this.maxLineBytes);
    this.#begun.append(bytes, start, bytes.length);
  }

  #endBegun(begun: BoundedBytes, bytes: Buffer, start: number, end: number, lines: unknown[]): void {
    this.#begun = undefined;
    begun.append(bytes, start, end);
    const line = begun.take();
    this.#line(line, 0, line.length, lines);
  }

  #line(bytes: Buffer, start: number, end: number, lines: unknown[]): void {
    const last = bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (last <= start) return;
    if (last - start > this.maxLineBytes) {
      throw new OllamaError({ kind: 'line-too-long', limitBytes: this.maxLineBytes });
    }
    const text = decodeJson(bytes, start, last);
    lines.push(this.readToken(text) ?? parseJson(text));
  }
}
