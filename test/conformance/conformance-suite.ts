import { beforeAll, expect, it } from 'vitest';
import { type SchemaName, schemaViolations } from '../support/openai-schema/schema-violations.js';
import type { ConformanceCase, Observed } from './cases.js';
import { type DeliberateDifference, judge, stale, type Verdict } from './judge.js';

/**
 * A test for each case: it does what Ollama's layer does, or what is listed, and matches OpenAI's document. And one for
 * the list: each difference on it is real. Call it within a `describe`.
 * @param observe what the gateway does with a case, over HTTP or by the pure functions; called one case after the other
 */
export function conformanceSuite(
  cases: readonly ConformanceCase[],
  deliberate: readonly DeliberateDifference[],
  observe: (recorded: ConformanceCase) => Observed | Promise<Observed>,
): void {
  const observations = new Map<string, Observed>();
  const verdicts = new Map<string, Verdict>();

  beforeAll(async () => {
    for (const recorded of cases) {
      // oxlint-disable-next-line no-await-in-loop -- the scripted Ollama plays one case at a time
      const observed = await observe(recorded);
      observations.set(recorded.id, observed);
      verdicts.set(recorded.id, judge(recorded, observed, deliberate));
    }
  });

  it.each(cases)('$id', ({ id }) => {
    expect(verdicts.get(id)?.unexplained).toEqual([]);
    expect(invalidIn(observations.get(id) as Observed)).toEqual([]);
  });

  it('lists no difference that is none', () => {
    expect(stale(deliberate, verdicts)).toEqual([]);
  });
}

function invalidIn({ status, body, events }: Observed): string[] {
  if (status >= 400) return schemaViolations('ErrorResponse', body);
  if (events === undefined) return schemaViolations(schemaOf(body, BODY_SCHEMAS), body);
  return events.flatMap(({ data }) => (data === '[DONE]' ? [] : schemaViolations(schemaOf(data, EVENT_SCHEMAS), data)));
}

type Schemas = Readonly<Record<string, SchemaName>>;

const BODY_SCHEMAS: Schemas = {
  'chat.completion': 'CreateChatCompletionResponse',
  text_completion: 'CreateCompletionResponse',
  'list of embedding': 'CreateEmbeddingResponse',
  list: 'ListModelsResponse',
  response: 'Response',
};

const EVENT_SCHEMAS: Schemas = {
  'chat.completion.chunk': 'CreateChatCompletionStreamResponse',
  text_completion: 'CreateCompletionStreamResponse',
};

function schemaOf(value: unknown, schemas: Schemas): SchemaName {
  const {
    object = '',
    type,
    error,
    data,
  } = value as {
    object?: string;
    type?: string;
    error?: object | null;
    data?: { object: string }[];
  };
  // The events of a response are told apart by their type.
  if (type !== undefined) return 'ResponseStreamEvent';
  if (error) return 'ErrorResponse';
  const schema = schemas[`${object} of ${data?.[0]?.object}`] ?? schemas[object];
  if (schema === undefined) throw new Error(`No schema is known for the object '${object}'`);
  return schema;
}
