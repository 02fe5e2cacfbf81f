import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { type Translation, translateChatCompletion } from '@app/openai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { SETTINGS, stamp } from '../conformance/play-chat.js';
import { eventsOf } from '../conformance/play.js';
import { chatChunk, chatEnd, followFormat } from '../support/fake-ollama/index.js';

type Schema = Record<string, unknown>;
interface Call {
  name: string;
  arguments: string;
}

const NAMES = ['a', 'b', 'c d', 'properties', '$ref', 'ü"'];

const limits = (least: string, most: string) =>
  fc
    .tuple(fc.option(fc.nat({ max: 3 }), { nil: undefined }), fc.option(fc.nat({ max: 3 }), { nil: undefined }))
    .map(([low, more]) => ({
      ...(low !== undefined && { [least]: low }),
      ...(more !== undefined && { [most]: (low ?? 0) + more }),
    }));

/** Schemas of the subset that a grammar can hold a model to. */
const { object } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    limits('minLength', 'maxLength').map((within) => ({ type: 'string', ...within })),
    limits('minimum', 'maximum').map((within) => ({ type: 'integer', ...within })),
    fc.constantFrom<Schema>(
      { type: 'number' },
      { type: 'boolean' },
      { type: ['string', 'null'] },
      { enum: ['x', 1, null, { y: [] }] },
      { const: 'z' },
      { $ref: '#/$defs/Node' },
      { $ref: '#/definitions/Leaf' },
    ),
    fc
      .tuple(tie('schema'), limits('minItems', 'maxItems'))
      .map(([items, within]) => ({ type: 'array', items, ...within })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('object'),
  ),
  object: fc
    .tuple(
      fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 4, noNullPrototype: true }),
      fc.subarray(NAMES),
      fc.constantFrom<unknown>(undefined, true, false),
    )
    .map(([properties, required, additionalProperties]) => ({
      type: 'object',
      properties,
      required: required.filter((name) => Object.hasOwn(properties, name)),
      ...(additionalProperties !== undefined && { additionalProperties }),
    })),
}));

const parameters = fc
  .tuple(object, fc.constantFrom('http://json-schema.org/draft-07/schema#', undefined))
  .map(([own, $schema]) => ({
    ...own,
    ...($schema !== undefined && { $schema }),
    $defs: {
      Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' }, leaf: { $ref: '#/definitions/Leaf' } } },
    },
    definitions: { Leaf: { type: 'string' } },
  }));

const functions = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/), parameters, strict: fc.boolean() }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
);

const choice = (names: string[]) =>
  fc.oneof(
    fc.constant('required'),
    fc.constantFrom(...names).map((name) => ({ type: 'function', function: { name } })),
    fc.subarray(names, { minLength: 1 }).map((some) => ({
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: some.map((name) => ({ type: 'function', function: { name } })) },
    })),
  );

const request = functions.chain((list) =>
  fc.record({
    model: fc.constant('demo'),
    messages: fc.constant([{ role: 'user', content: 'x' }]),
    tools: fc.constant(list.map((each) => ({ type: 'function', function: each }))),
    tool_choice: choice(list.map(({ name }) => name)),
    parallel_tool_calls: fc.boolean(),
    stream: fc.boolean(),
  }),
);

describe('any function that has to be called', () => {
  it('is called with arguments that match its schema, in whatever pieces a model writes them', () => {
    const picks = fc.infiniteStream(fc.nat());
    const pieces = fc.infiniteStream(fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(request, picks, pieces, fc.constantFrom(undefined, 1), (body, decisions, lengths, space) => {
        const translation = translateChatCompletion(body, stamp(), SETTINGS);
        const [native] = translation.nativeRequests;
        const value = followFormat(native?.format ?? 'json', (count) => (decisions.next().value as number) % count);
        const text = JSON.stringify(value, undefined, space);
        const calls = body.stream ? streamed(translation, text, lengths) : whole(translation, text);

        expect(calls.map(({ name, arguments: args }) => ({ name, arguments: JSON.parse(args) as unknown }))).toEqual(
          [JSON.parse(text) as unknown].flat(),
        );
        for (const { name, arguments: args } of calls) {
          const called = body.tools.find((tool) => tool.function.name === name);
          expect(violations(called?.function.parameters ?? { not: {} }, JSON.parse(args))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function whole(translation: Translation<OllamaChatRequest, OllamaChatChunk>, text: string): Call[] {
  const answer = chatEnd({ message: { role: 'assistant', content: text } });
  expect(translation.askAgain?.(0, [answer])).toBeUndefined();
  const { choices } = translation.toBody([answer]) as ChatCompletion;
  expect(choices[0]?.finish_reason).toBe('tool_calls');
  return choices[0]?.message.tool_calls?.flatMap((call) => (call.type === 'function' ? call.function : [])) ?? [];
}

function streamed(
  translation: Translation<OllamaChatRequest, OllamaChatChunk>,
  text: string,
  lengths: Iterator<number>,
): Call[] {
  let events = '';
  for (let rest = text; rest !== '';) {
    const length = lengths.next().value as number;
    events += translation.toEvents(0, [chatChunk(rest.slice(0, length))]);
    rest = rest.slice(length);
  }
  events += translation.toEvents(0, [chatEnd()]);
  expect(translation.failure).toBeUndefined();
  return gather(eventsOf(events).flatMap(({ data }) => (data === '[DONE]' ? [] : (data as ChatCompletionChunk))));
}

/** What the official client makes of the chunks. */
function gather(chunks: ChatCompletionChunk[]): Call[] {
  const calls: Call[] = [];
  for (const { index, function: called } of chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? [])) {
    const call = (calls[index] ??= { name: '', arguments: '' });
    call.name += called?.name ?? '';
    call.arguments += called?.arguments ?? '';
  }
  return calls;
}

function violations(schema: Schema, value: unknown): unknown[] {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  return ajv.validate(schema, value) ? [] : (ajv.errors ?? []);
}
