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
export class NdjsonDecoder {
  readonly #begun: BoundedBytes;

  /** @param readToken reads most lines; the others are for the JSON parser */
  constructor(
    private readonly maxLineBytes: number,
    private readonly readToken: ReadToken = () => undefined,
  ) {
    this.#begun = new BoundedBytes(maxLineBytes);
  }

  /**
   * Appends the values of all lines that end in `bytes` to `lines`; those before a bad line are there when it throws.
   *
   * @throws OllamaError of kind `invalid-json` or `line-too-long`
   */
  decode(bytes: Buffer, lines: unknown[]): void {
    if (this.#begun.length === 0 && this.#isToken(bytes, lines)) return;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      if (this.#begun.length === 0) this.#line(bytes, start, end, lines);
      else this.#endBegun(bytes, start, end, lines);
      start = end + 1;
    }
    if (start < bytes.length) this.#begun.append(bytes, start, bytes.length);
  }

  /**
   * Appends the value of a last line that no newline ended.
   *
   * @throws OllamaError of kind `invalid-json`
   */
  end(lines: unknown[]): void {
    const rest = this.#begun.take();
    this.#line(rest, 0, rest.length, lines);
  }

  /** Ollama sends each token in an HTTP chunk of its own: no need to look for the end of the line. */
  #isToken(bytes: Buffer, lines: unknown[]): boolean {
    const last = bytes.length - 1;
    if (bytes[last] !== LINE_FEED || last > this.maxLineBytes) return false;
    const text = bytes.toString('utf8', 0, last);
    const token = text.includes(REPLACEMENT_CHARACTER) ? undefined : this.readToken(text);
    if (token === undefined) return false;
    lines.push(token);
    return true;
  }

  #endBegun(bytes: Buffer, start: number, end: number, lines: unknown[]): void {
    this.#begun.append(bytes, start, end);
    const line = this.#begun.take();
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
