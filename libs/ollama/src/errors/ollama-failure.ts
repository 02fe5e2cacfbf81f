/** Everything that can go wrong between the service and Ollama. */
export type OllamaFailure =
  | { kind: 'refused'; origin: string }
  | { kind: 'dns'; origin: string }
  /** The connection broke; `answering` tells whether the answer had begun. */
  | { kind: 'connection-lost'; origin: string; answering: boolean }
  | { kind: 'timeout'; phase: 'connect' | 'first-byte' | 'next-chunk'; limitMs: number }
  /** An HTTP status other than 2xx, with Ollama's `error` text or the start of whatever was sent. */
  | { kind: 'status'; status: number; message: string; retryAfter?: string }
  /** An `{"error": …}` line in the middle of a stream whose status was 200. */
  | { kind: 'mid-stream'; message: string }
  /** The stream ended and no chunk had said `done: true`. */
  | { kind: 'incomplete' }
  | { kind: 'invalid-json' }
  | { kind: 'line-too-long'; limitBytes: number }
  /** More is asked than the service lets through to Ollama; the request was not sent. */
  | { kind: 'overloaded'; reason: 'queue-full' | 'waited-too-long' }
  /** There is nobody to ask at the moment: the embedded engine starts or restarts. */
  | { kind: 'unavailable'; reason: string; retryAfterSeconds: number }
  /** The service stops, and asks no more. */
  | { kind: 'closed' };
