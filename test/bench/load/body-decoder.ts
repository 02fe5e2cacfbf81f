const LINE_FEED = 0x0a;

/** Takes the bytes of an answer's body apart, as its head says that it is sent. */
export interface BodyDecoder {
  /** Hands the content in `bytes` on from `start`; returns whether the body has ended. */
  decode(bytes: Buffer, start: number, onContent: (content: Buffer) => void): boolean;
}

export class SizedBody implements BodyDecoder {
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  decode(bytes: Buffer, start: number, onContent: (content: Buffer) => void): boolean {
    this.#left -= bytes.length - start;
    if (start < bytes.length) onContent(bytes.subarray(start));
    return this.#left <= 0;
  }
}

/** `transfer-encoding: chunked`, without trailers. */
export class ChunkedBody implements BodyDecoder {
  /** Bytes of the current chunk that have not come, and those of the line end behind it. */
  #left = 0;
  #size = '';

  decode(bytes: Buffer, start: number, onContent: (content: Buffer) => void): boolean {
    let at = start;
    while (at < bytes.length) {
      if (this.#left > 0) {
        const end = Math.min(at + this.#left, bytes.length);
        onContent(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        continue;
      }
      const lineEnd = bytes.indexOf(LINE_FEED, at);
      this.#size += bytes.toString('latin1', at, lineEnd === -1 ? bytes.length : lineEnd).trim();
      if (lineEnd === -1) return false;
      at = lineEnd + 1;
      // The line end behind a chunk.
      if (this.#size === '') continue;
      this.#left = Number.parseInt(this.#size, 16);
      this.#size = '';
      if (this.#left === 0) return true;
    }
    return false;
  }
}
