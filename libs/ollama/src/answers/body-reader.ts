import type { OllamaError } from '../errors/ollama-error.js';

/** Takes the body of an answer, read by read, and tells a subscriber what is in it. */
export interface BodyReader {
  /** What is kept of the parts is to be copied: others are written over them. */
  read(parts: readonly Buffer[]): void;
  /** The body is complete. */
  end(): void;
  /** The body broke off. */
  fail(error: OllamaError): void;
}
