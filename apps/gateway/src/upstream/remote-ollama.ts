import type { OllamaUpstream } from '@app/ollama';
import type { OllamaHost } from '../config/ollama-host.js';

/** An Ollama that somebody else runs. */
export class RemoteOllama implements OllamaUpstream {
  readonly origin: string;
  readonly basePath: string;

  constructor(
    host: OllamaHost,
    readonly apiKey?: string,
  ) {
    this.origin = host.origin;
    this.basePath = host.basePath;
  }
}
