/** Encrypts what the model thought for a client to keep, so that it comes back unseen and unchanged. */
export interface ReasoningCipher {
  encrypt(thought: string): string;
  /** Undefined for what was not encrypted with this key. */
  decrypt(encrypted: string): string | undefined;
}

export const UNAVAILABLE_TOOLS_MODES = ['refuse', 'drop_web_search', 'drop'] as const;

/**
 * What becomes of tools that OpenAI's servers run: refused; refused but for web search, which some clients send with every
 * request, whether they mean it or not; or left out.
 */
export type UnavailableToolsMode = (typeof UNAVAILABLE_TOOLS_MODES)[number];

/** What the configuration decides of responses alone. */
export interface ResponseSettings {
  readonly unavailableTools: UnavailableToolsMode;
  /** Undefined where no key is configured: nothing is encrypted then, and nothing can be read. */
  readonly reasoningCipher: ReasoningCipher | undefined;
}
