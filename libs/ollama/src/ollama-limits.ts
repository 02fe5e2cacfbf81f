import type { AdmissionLimits } from './admission/admission-queue.js';

/** How long Ollama may be silent and how much it may send; a time of 0 is no limit. */
export interface OllamaLimits {
  /** Milliseconds for name resolution, TCP and TLS together; kept to within a second. */
  connectTimeoutMs: number;
  /** Milliseconds from the request to the first byte of the answer's body: a model may have to be loaded. */
  firstByteTimeoutMs: number;
  /** Milliseconds between two reads of the answer; time in which nobody wants to read does not count. */
  chunkTimeoutMs: number;
  /** Bytes of one line of a stream. */
  maxLineBytes: number;
  /** How often a request is sent again of which nothing was generated; never unless given. */
  retries?: number;
  /** How many generations and embeddings may be under way; any number unless given. */
  admission?: AdmissionLimits;
}
