import type { Readable } from 'node:stream';
import { OpenAiError } from '@app/openai';
import { bodyTooLarge } from './body-too-large.js';
import { type BodyTaker, IncomingRequest } from './incoming-request.js';

/** Told once of a body: all its bytes, or why they cannot be had. */
export interface WholeBodyListener {
  onBody(bytes: Buffer): void;
  onError(error: OpenAiError): void;
}

/**
 * Reads the body of a request whole.
 * @param body the request itself, or what decodes it
 * @param limit of bytes; beyond it the body fails with OpenAiError 413
 */
export function readWholeBody(body: Readable, limit: number, listener: WholeBodyListener): void {
  const reader = new WholeBodyReader(limit, listener);
  if (body instanceof IncomingRequest && body.giveTo(reader)) return;
  body.on('data', (bytes: Buffer) => reader.take(bytes));
  body.once('end', () => reader.end());
  body.once('error', (error) => reader.fail(error));
}

class WholeBodyReader implements BodyTaker {
  private pieces: Buffer[] = [];
  private length = 0;

  constructor(
    private readonly limit: number,
    private readonly listener: WholeBodyListener,
  ) {}

  take(bytes: Buffer): void {
    if (this.isTooLarge()) return;
    this.length += bytes.length;
    this.pieces.push(bytes);
    if (!this.isTooLarge()) return;
    this.letGo();
    this.listener.onError(bodyTooLarge());
  }

  end(): void {
    if (!this.isTooLarge()) this.listener.onBody(joined(this.letGo(), this.length));
  }

  fail(error: Error): void {
    if (this.isTooLarge()) return;
    this.letGo();
    this.listener.onError(error instanceof OpenAiError ? error : brokenOff());
  }

  /** The request, and this with it, lasts as long as its answer: megabytes are not to last as long. */
  private letGo(): Buffer[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  private isTooLarge(): boolean {
    return this.length > this.limit;
  }
}

function joined(pieces: readonly Buffer[], length: number): Buffer {
  const [first] = pieces;
  return first?.length === length ? first : Buffer.concat(pieces, length);
}

function brokenOff(): OpenAiError {
  return OpenAiError.invalidRequest({ message: 'The request body has not arrived whole.' });
}
