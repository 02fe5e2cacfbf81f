import { fileURLToPath } from 'node:url';
import type { OllamaChatMessage } from '@app/ollama';
import { afterAll, afterEach } from 'vitest';
import { type Answer, chatChunk, chatEnd, FakeOllama, json, ndjson } from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';

/** Configures the demo model to answer without a thought, and always the same. */
export const QUIET = { GATEWAY_CONFIG: fileURLToPath(new URL('quiet.yaml', import.meta.url)) };

/** What a model says, thinks or calls in one answer. */
export type Said = Partial<OllamaChatMessage>;

/** Who answers the gateway. */
export interface Backend {
  readonly name: string;
  readonly gateway: Gateway;
  /** What the model is going to answer, in turn. The demo model does so by itself. */
  readonly script: (first: Said, ...rest: Said[]) => void;
}

/**
 * The same tests on a scripted Ollama and on the embedded engine with the demo model:
 *
 *     describe.each(await backends())('… on $name', ({ gateway, script }) => { … });
 *
 * What is scripted is what the demo model answers.
 */
export async function backends(environment: Record<string, string> = {}): Promise<Backend[]> {
  const ollama = await FakeOllama.start();
  const onFake = await Gateway.start({ OLLAMA_HOST: ollama.origin, ...environment });
  const onEngine = await Gateway.start({ GATEWAY_UPSTREAM: 'engine', ...environment });
  afterEach(() => ollama.reset());
  afterAll(async () => {
    await Promise.all([onFake.close(), onEngine.close()]);
    await ollama.close();
  });
  return [
    {
      name: 'a scripted Ollama',
      gateway: onFake,
      script: (first, ...rest) => ollama.answers('POST /api/chat', toAnswer(first), ...rest.map(toAnswer)),
    },
    { name: 'the demo model', gateway: onEngine, script: () => {} },
  ];
}

function toAnswer(said: Said): Answer {
  return (request, response) => {
    const { stream } = request.body as { stream: boolean };
    const message = { role: 'assistant' as const, content: '', ...said };
    const answer = stream ? ndjson([...chunksOf(message), chatEnd()]) : json(chatEnd({ message }));
    return answer(request, response);
  };
}

/** Thoughts and texts come word by word, calls whole. */
function chunksOf({ thinking = '', content, tool_calls }: OllamaChatMessage) {
  return [
    ...words(thinking).map((word) => chatChunk({ thinking: word })),
    ...words(content).map((word) => chatChunk(word)),
    ...(tool_calls ? [chatChunk({ tool_calls })] : []),
  ];
}

function words(text: string): string[] {
  return text.match(/\s*\S+(\s+$)?/g) ?? [];
}
