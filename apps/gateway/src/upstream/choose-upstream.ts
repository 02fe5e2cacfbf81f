import { Agent, request } from 'undici';
import type { Configuration } from '../config/settings.js';
import type { OllamaHost } from '../config/ollama-host.js';

export const LOCAL_OLLAMA: OllamaHost = { origin: 'http://127.0.0.1:11434', basePath: '' };

const PATIENCE_MS = 500;

export type UpstreamChoice = { kind: 'ollama'; host: OllamaHost } | { kind: 'engine' };

/**
 * `OLLAMA_HOST` when set; else an Ollama that answers on this machine; else the embedded engine.
 * @param local where an Ollama on this machine would be
 */
export async function chooseUpstream(
  configuration: Pick<Configuration, 'upstream' | 'ollamaHost'>,
  local: OllamaHost = LOCAL_OLLAMA,
): Promise<UpstreamChoice> {
  const host = configuration.ollamaHost;
  switch (configuration.upstream) {
    case 'engine':
      return { kind: 'engine' };
    case 'ollama':
      return { kind: 'ollama', host: host ?? local };
    case 'auto':
      if (host) return { kind: 'ollama', host };
      return (await answers(local)) ? { kind: 'ollama', host: local } : { kind: 'engine' };
  }
}

async function answers({ origin }: OllamaHost): Promise<boolean> {
  const dispatcher = new Agent();
  try {
    const { statusCode, body } = await request(`${origin}/api/version`, {
      dispatcher,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = (await body.json()) as { version?: unknown };
    return statusCode === 200 && typeof answer.version === 'string';
  } catch {
    return false;
  } finally {
    await dispatcher.destroy();
  }
}
