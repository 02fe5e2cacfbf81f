import { STATUS_CODES } from 'node:http';
import { OllamaError } from '../errors/ollama-error.js';
import type { UpstreamHead } from '../http/upstream-head.js';
import type { BodyReader } from './body-reader.js';
import { errorMessage } from './error-message.js';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_MESSAGE_LENGTH = 1024;

/** The body of an answer whose status is not 2xx: the failure is the status, the body is only its explanation. */
export class StatusReader implements BodyReader {
  readonly #parts: Buffer[] = [];
  #length = 0;

  constructor(
    private readonly head: UpstreamHead,
    private readonly onFailure: (failure: OllamaError) => void,
  ) {}

  read(parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.#parts.push(Buffer.from(part));
      this.#length += part.length;
    }
    if (this.#length >= MAX_BODY_BYTES) this.end();
  }

  end(): void {
    const { status, headers } = this.head;
    const retryAfter = headers['retry-after'];
    this.onFailure(
      new OllamaError({
        kind: 'status',
        status,
        message: this.#message() || (STATUS_CODES[status] ?? 'no message'),
        ...(typeof retryAfter === 'string' && { retryAfter }),
      }),
    );
  }

  fail(): void {
    this.end();
  }

  #message(): string {
    const text = Buffer.concat(this.#parts, Math.min(this.#length, MAX_BODY_BYTES)).toString().trim();
    return (messageInJson(text) ?? text).slice(0, MAX_MESSAGE_LENGTH);
  }
}

function messageInJson(text: string): string | undefined {
  try {
    return errorMessage(JSON.parse(text));
  } catch {
    // A proxy's HTML or plain text is shown as it is.
    return undefined;
  }
}
