import { setTimeout as pause } from 'node:timers/promises';
import { startProgram } from '../support/program.ts';

const DEMO_REQUEST = {
  model: 'demo',
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
  reasoning_effort: 'none',
};

/** Seconds from `npm start`, installed and built, to the demo model's first answer. */
export async function secondsToFirstAnswer(): Promise<number> {
  const begin = performance.now();
  const service = await startProgram(['npm', 'start'], /"url":"([^"]+)"/, {
    PORT: '0',
    GATEWAY_UPSTREAM: 'engine',
  });
  try {
    await firstAnswer(service.found);
    return (performance.now() - begin) / 1000;
  } finally {
    await service.close();
  }
}

async function firstAnswer(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(DEMO_REQUEST),
  });
  if (answer.ok) return;
  if (answer.status !== 503) throw new Error(`The first answer was ${answer.status}: ${await answer.text()}`);
  await pause(50);
  return firstAnswer(origin);
}
