import type { ReasoningCipher } from './conversation/reasoning.js';
import type { UnavailableToolsMode } from './tools/unavailable-tools.js';

/** What the configuration decides of responses alone. */
export interface ResponseSettings {
  readonly unavailableTools: UnavailableToolsMode;
  /** Undefined where no key is configured: nothing is encrypted then, and nothing can be read. */
  readonly reasoningCipher: ReasoningCipher | undefined;
}
