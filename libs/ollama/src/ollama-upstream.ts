/** Where requests go. It is read for every request, since an embedded engine's port changes when it restarts. */
export interface OllamaUpstream {
  /**
   * Scheme, host and port: `http://127.0.0.1:11434`.
   *
   * @throws OllamaError of kind `unavailable` while there is nobody to ask.
   */
  readonly origin: string;
  /** Put before each path; empty unless a proxy serves Ollama under a path of its own. */
  readonly basePath: string;
  /** Sent as `Authorization: Bearer`. */
  readonly apiKey?: string;
}
