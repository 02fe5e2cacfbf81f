import { type Answer, type FakeOllama, json, ndjson, text } from '../support/fake-ollama/index.js';
import type { Gateway } from '../support/gateway.js';
import type { ConformanceCase, NativeAnswer, Observed } from './cases.js';
import { eventsOf } from './play.js';

// For what Ollama's layer refuses and the gateway does not.
const NOT_ASKED: NativeAnswer = { status: 500, type: 'json', body: { error: 'should not be asked' } };

/** Plays cases of generation over real HTTP: the case's native answer stands behind the gateway. */
export function playOverHttp(gateway: Gateway, ollama: FakeOllama) {
  return async (recorded: ConformanceCase): Promise<Observed> => {
    const answer = scripted(recorded.nativeAnswer ?? NOT_ASKED);
    ollama.reset();
    for (const route of ['chat', 'generate', 'embed'] as const) ollama.answers(`POST /api/${route}`, answer);

    const { method, path, body, raw, headers } = recorded.request;
    const response = await gateway.fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: raw ?? JSON.stringify(body),
    });
    const native = ollama.requests.find((request) => request.method === 'POST')?.body as object | undefined;
    return { native: native ?? null, status: response.status, ...(await contentOf(response)) };
  };
}

function scripted(answer: NativeAnswer): Answer {
  switch (answer.type) {
    case 'json':
      return json(answer.body, answer);
    case 'ndjson':
      return ndjson(answer.chunks, answer);
    case 'raw':
      return text(answer.body, { status: answer.status, headers: { 'content-type': 'text/html' } });
  }
}

async function contentOf(response: Response): Promise<Pick<Observed, 'body' | 'events'>> {
  const content = await response.text();
  return response.headers.get('content-type')?.startsWith('text/event-stream')
    ? { events: eventsOf(content) }
    : { body: JSON.parse(content) as unknown };
}
