import { deepEqual, equal } from 'node:assert/strict';
import type { Target } from './load/target.ts';
import { TOKEN, WHOLE_ANSWER } from './ollama/answers.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Asks once and reads the answer in full: the load counts marks only.
 * @throws when the answer is not what the model said
 */
export async function verify(scenario: Scenario, { port, path, body }: Target): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  const text = await answer.text();
  equal(answer.status, 200, text);
  if (scenario.tokens !== undefined) {
    const texts = eventsIn(text)
      .map(textOf)
      .filter((each) => each !== '');
    deepEqual(
      texts,
      Array.from({ length: scenario.tokens }, () => TOKEN),
    );
  } else if (scenario.model === 'embed') {
    const { data = [], embeddings = data } = JSON.parse(text) as { data?: unknown[]; embeddings?: unknown[] };
    equal(embeddings.length, 32);
  } else {
    equal(textOf(JSON.parse(text) as Event), WHOLE_ANSWER);
  }
}

/** The members of which one has the text: of Ollama's, of a chat completion or its chunk, of a response's event. */
interface Event {
  message?: { content: string };
  choices?: { delta?: { content?: string }; message?: { content: string } }[];
  type?: string;
  delta?: string;
}

function textOf({ message, choices, type, delta }: Event): string {
  if (message) return message.content;
  if (type === 'response.output_text.delta') return delta ?? '';
  const [choice] = choices ?? [];
  return (choice?.message ?? choice?.delta)?.content ?? '';
}

/** Of server-sent events or of lines of JSON. */
function eventsIn(text: string): Event[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{') || line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.replace(/^data: /, '')) as Event);
}
