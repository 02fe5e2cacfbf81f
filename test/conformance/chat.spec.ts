import { type InstalledModels, toModelList } from '@app/openai';
import { describe, expect, it } from 'vitest';
import { type SchemaName, schemaViolations } from '../support/openai-schema/schema-violations.js';
import { CHAT_FILES, type ConformanceCase, loadCases, type Observed } from './cases.js';
import { CHAT_DIFFERENCES, MODELS_DIFFERENCES } from './deliberate-differences.js';
import { type DeliberateDifference, judge, stale, type Verdict } from './judge.js';
import { playChat } from './play-chat.js';

function suite(
  cases: readonly ConformanceCase[],
  deliberate: readonly DeliberateDifference[],
  play: (recorded: ConformanceCase) => Observed,
): void {
  const verdicts = new Map<string, Verdict>(
    cases.map((recorded) => [recorded.id, judge(recorded, play(recorded), deliberate)]),
  );

  it.each(cases)('$id', (recorded) => {
    expect(verdicts.get(recorded.id)?.unexplained).toEqual([]);
    expect(invalidIn(play(recorded))).toEqual([]);
  });

  it('lists no difference that is none', () => {
    expect(stale(deliberate, verdicts)).toEqual([]);
  });
}

function invalidIn({ status, body, events }: Observed): string[] {
  if (status >= 400) return schemaViolations('ErrorResponse', body);
  if (events === undefined) return body === undefined ? [] : schemaViolations(schemaOf(body), body);
  return events.flatMap(({ data }) => (data === '[DONE]' ? [] : schemaViolations(schemaOf(data), data)));
}

function schemaOf(value: unknown): SchemaName {
  const body = value as { object?: string; error?: object };
  if (body.error !== undefined) return 'ErrorResponse';
  if (body.object === 'list') return 'ListModelsResponse';
  return body.object === 'chat.completion' ? 'CreateChatCompletionResponse' : 'CreateChatCompletionStreamResponse';
}

function playModels({ nativeAnswer }: ConformanceCase): Observed {
  if (nativeAnswer?.type !== 'json') throw new Error('A list of models is JSON');
  return { native: null, status: 200, body: toModelList(nativeAnswer.body as unknown as InstalledModels) };
}

describe('chat completions', () => {
  suite(loadCases(...CHAT_FILES), CHAT_DIFFERENCES, playChat);
});

describe('models', () => {
  // A single model is a route of its own.
  const lists = loadCases('models.json').filter(({ id }) => id.startsWith('models/list'));
  suite(lists, MODELS_DIFFERENCES, playModels);
});
