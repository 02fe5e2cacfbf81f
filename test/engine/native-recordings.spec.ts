import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Recording, type RecordingFile, recordings } from '../support/fake-ollama/recordings.js';
import { DELIBERATE } from './deliberate-differences.js';
import { type DeliberateDifference, describeDifference, differences, explains } from './support/difference.js';
import { play, recordedForm } from './support/play.js';
import { linesOf, RunningEngine } from './support/running-engine.js';

interface Case {
  /** File and recording: `chat/first-stream`. */
  id: string;
  recording: Recording;
}

const FILES: RecordingFile[] = ['server', 'models', 'chat', 'generate', 'embed'];
const CASES: Case[] = FILES.flatMap((file) =>
  recordings(file).map((recording) => ({ id: `${file}/${recording.id}`, recording })),
)
  // It was recorded after the others of its file.
  .toSorted((a, b) => Number(a.id === 'server/ps-one-loaded') - Number(b.id === 'server/ps-one-loaded'));

describe('the engine answers the recorded requests as a real Ollama did', () => {
  let engine: RunningEngine;
  const used = new Map<DeliberateDifference, Set<string>>();

  beforeAll(async () => {
    engine = await RunningEngine.start();
  });

  afterAll(() => engine.stop());

  it.each(CASES)('$id', async ({ id, recording }) => {
    if (id === 'models/show-tuned') await copyDemo(engine, 'tuned', 'tuned2');
    const { form } = await play(recording, engine.port);
    const unexplained = differences(recordedForm(recording), form).filter((difference) => {
      const rules = DELIBERATE.filter((rule) => explains(rule, id, difference));
      for (const rule of rules) used.set(rule, (used.get(rule) ?? new Set()).add(id));
      return rules.length === 0;
    });

    expect(unexplained.map(describeDifference).join('\n')).toBe('');
  });

  it.each(CASES.filter(hasSchema))('$id: what the grammar enforces', async ({ recording }) => {
    const { text } = await play(recording, engine.port);

    expect(JSON.parse(contentOf(text))).toEqual({ colors: expect.any(Array) as string[] });
  });

  it('has no listed difference that is none', () => {
    const stale = DELIBERATE.flatMap((rule) => {
      const cases = used.get(rule) ?? new Set();
      if (rule.cases instanceof RegExp) return cases.size === 0 ? [rule.reason] : [];
      return rule.cases.filter((id) => !cases.has(id)).map((id) => `${id}: ${rule.reason}`);
    });

    expect(stale).toEqual([]);
  });
});

/** The real Ollama had created them from the demo model. */
async function copyDemo(engine: RunningEngine, ...destinations: string[]): Promise<void> {
  for (const destination of destinations) await engine.post('/api/copy', { source: 'demo', destination });
}

function hasSchema({ recording: { request, response } }: Case): boolean {
  const { format } = (request.body ?? {}) as { format?: unknown };
  return response.status === 200 && typeof format === 'object';
}

function contentOf(text: string): string {
  return linesOf(text)
    .map((line) => (line['message'] as { content: string } | undefined)?.content ?? (line['response'] as string))
    .join('');
}
