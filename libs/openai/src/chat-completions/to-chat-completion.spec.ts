import type { OllamaChatChunk, OllamaChatEnd } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { toChatCompletionContext } from './chat-completion-context.js';
import { toChatCompletion } from './to-chat-completion.js';

const COUNTS = { prompt_eval_count: 9, prompt_eval_cached_count: 4, eval_count: 12 };
const USAGE = {
  prompt_tokens: 9,
  completion_tokens: 12,
  total_tokens: 21,
  prompt_tokens_details: { cached_tokens: 4 },
};

function contextOf(fields: Partial<ChatCompletionRequestDto> = {}) {
  let calls = 0;
  const stamp = { id: 'chatcmpl-1', created: 17, newToolCallId: () => `call_${calls++}` };
  return toChatCompletionContext({ model: 'demo', messages: [{ role: 'user', content: 'x' }], ...fields }, stamp);
}

function end(message: Partial<OllamaChatEnd['message']>, fields: Partial<OllamaChatEnd> = {}): OllamaChatEnd {
  return {
    model: 'demo:latest',
    created_at: '2026-08-21T18:48:22Z',
    message: { role: 'assistant', content: '', ...message },
    done: true,
    done_reason: 'stop',
    ...COUNTS,
    ...fields,
  };
}

function completion(choice: object) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 17,
    model: 'demo',
    system_fingerprint: 'fp_ollama',
    choices: [{ index: 0, logprobs: null, finish_reason: 'stop', ...choice }],
    usage: USAGE,
  };
}

const call = (fields: object = {}) => ({ function: { name: 'f', arguments: { a: 1 }, ...fields } });

describe('toChatCompletion', () => {
  it('answers with the model that was asked for, and counts', () => {
    expect(toChatCompletion(end({ content: 'Hello' }), contextOf())).toEqual(
      completion({ message: { role: 'assistant', content: 'Hello', refusal: null } }),
    );
  });

  it('tells what the model thought', () => {
    expect(
      toChatCompletion(end({ content: 'Hello', thinking: 'Hm.' }, { done_reason: 'length' }), contextOf()),
    ).toEqual(
      completion({
        message: { role: 'assistant', content: 'Hello', reasoning: 'Hm.', refusal: null },
        finish_reason: 'length',
      }),
    );
  });

  it('gives calls without an id one, and no index', () => {
    const tool_calls = [call({ index: 0 }), { id: 'own', ...call() }, { id: '', ...call() }];
    expect(toChatCompletion(end({ tool_calls }), contextOf())).toEqual(
      completion({
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: [
            { id: 'call_0', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
            { id: 'own', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
            { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
          ],
        },
        finish_reason: 'tool_calls',
      }),
    );
  });

  const logprob = (token: string) => ({ token, logprob: -0.5 });
  const told = (token: string) => ({ token, logprob: -0.5, bytes: null, top_logprobs: [] });

  it.each([
    ['all without thinking', 'Hello', undefined, ['Hel', 'lo'], ['Hel', 'lo']],
    ['those of the content after thinking', 'Hello', 'Hel', ['Hel', '</think>', '\n\n', 'Hel', 'lo'], ['Hel', 'lo']],
    ['those of a content whose first line break was trimmed', 'Hello', 'H', ['H', '\n\nHel', 'lo'], ['\n\nHel', 'lo']],
  ])('has log probabilities: %s', (_, content, thinking, tokens, expected) => {
    const answer = end({ content, ...(thinking && { thinking }) }, { logprobs: tokens.map(logprob) });
    expect(toChatCompletion(answer, contextOf()).choices[0]?.logprobs).toEqual({
      content: expected.map(told),
      refusal: null,
    });
  });

  it('has none where the content’s tokens cannot be told from the thinking’s', () => {
    const answer = end({ content: 'Hello', thinking: 'H' }, { logprobs: [logprob('H'), logprob('ello!')] });
    expect(toChatCompletion(answer, contextOf()).choices[0]?.logprobs).toBeNull();
  });

  it.each<[string, OllamaChatChunk]>([
    ['only loaded the model', end({}, { done_reason: 'load' })],
    ['unloaded the model', end({}, { done_reason: 'unload' })],
    ['ended for no reason', end({ content: 'Hel' }, { done_reason: undefined as never })],
    ['ended for an unknown reason', end({ content: 'Hel' }, { done_reason: 'tired' as never })],
    ['did not end', { ...end({ content: 'Hel' }), done: false }],
  ])('passes nothing off as an answer that %s', (_, answer) => {
    expect(() => toChatCompletion(answer, contextOf())).toThrow(
      expect.objectContaining({ status: 502, type: 'server_error', code: 'incomplete_answer' }),
    );
  });
});

describe('an answer with a form', () => {
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer' }, at: { type: 'string', format: 'date' } },
    required: ['n'],
    additionalProperties: false,
  };
  const strict = {
    response_format: { type: 'json_schema' as const, json_schema: { name: 'x', schema, strict: true } },
  };
  const loose = { response_format: { type: 'json_schema' as const, json_schema: { name: 'x', schema } } };
  const object = { response_format: { type: 'json_object' as const } };

  it.each<[Partial<ChatCompletionRequestDto>, string]>([
    [strict, '{"n": 1, "at": "2026-01-01"}'],
    [loose, '{"n": "one"}'],
    [loose, 'no JSON'],
    [object, ' {"a": [1]} '],
  ])('%j may be %s', (fields, content) => {
    expect(toChatCompletion(end({ content }), contextOf(fields)).choices[0]?.message.content).toBe(content);
  });

  it.each<[Partial<ChatCompletionRequestDto>, string, string]>([
    [strict, '{"n": 1.5}', "The model's answer does not match the JSON schema: '/n' must be integer."],
    [
      strict,
      '{"n": 1, "at": "soon"}',
      "The model's answer does not match the JSON schema: '/at' must match format \"date\".",
    ],
    [
      strict,
      '{"n": 1, "m": 2}',
      "The model's answer does not match the JSON schema: it must NOT have additional properties.",
    ],
    [strict, '', "The model's answer is not JSON."],
    [object, '{"a": ', "The model's answer is not JSON."],
  ])('%j may not be %s', (fields, content, message) => {
    const context = contextOf(fields);
    expect(() => toChatCompletion(end({ content }), context)).toThrow(
      expect.objectContaining({ status: 502, code: 'invalid_structured_output', message }),
    );
  });

  it('may be cut off by the token limit, or be a tool call: both say so', () => {
    const cut = toChatCompletion(end({ content: '{"n": ' }, { done_reason: 'length' }), contextOf(strict));
    expect(cut.choices[0]?.finish_reason).toBe('length');
    const called = toChatCompletion(end({ tool_calls: [call()] }), contextOf(strict));
    expect(called.choices[0]?.finish_reason).toBe('tool_calls');
  });

  const tool = (isStrict: boolean, parameters: object = schema) => ({
    tools: [{ type: 'function' as const, function: { name: 'f', parameters: { ...parameters }, strict: isStrict } }],
  });

  it('checks the arguments of a strict function', () => {
    const wrong = end({ tool_calls: [call({ arguments: { n: 1 } }), call()] });
    expect(() => toChatCompletion(wrong, contextOf(tool(true)))).toThrow(
      expect.objectContaining({
        status: 502,
        code: 'invalid_tool_arguments',
        message:
          "The model called 'f' with arguments that do not match its schema: it must have required property 'n'.",
      }),
    );
    expect(toChatCompletion(wrong, contextOf(tool(false))).choices[0]?.finish_reason).toBe('tool_calls');
    const right = end({ tool_calls: [call({ arguments: { n: 1 } })] });
    expect(toChatCompletion(right, contextOf(tool(true))).choices[0]?.finish_reason).toBe('tool_calls');
  });

  it.each<[object, string]>([
    [{ type: 'nothing' }, 'must be equal to one of the allowed values'],
    [{ $ref: '#/$defs/none' }, "'#/$defs/none' is not a reference to a place in this schema"],
    [{ $ref: 'https://example.com/schema' }, "'https://example.com/schema' is not a reference"],
    [{ patternProperties: { '^a': {} } }, "'patternProperties' cannot be enforced"],
    [deep(10_000), 'it is nested too deeply'],
    [doubling(40), 'it expands to more than 100000 subschemas'],
    [{ $ref: '#name', $defs: { a: { $anchor: 'name' } } }, "'#name' is not a reference to a place in this schema"],
    [{ $dynamicRef: '#name' }, "'$dynamicRef' cannot be enforced"],
    [{ description: 'x'.repeat(120_000) }, 'it is longer than 120000 characters'],
  ])('refuses a schema that cannot be enforced: %#', (bad, reason) => {
    const format = {
      response_format: { type: 'json_schema' as const, json_schema: { schema: { ...bad }, strict: true } },
    };
    const refusal = (param: string) =>
      expect.objectContaining({
        status: 400,
        param,
        code: 'invalid_json_schema',
        message: expect.stringContaining(reason) as string,
      }) as Error;
    expect(() => contextOf(format)).toThrow(refusal('response_format.json_schema.schema'));
    expect(() => contextOf(tool(true, bad))).toThrow(refusal('tools[0].function.parameters'));
    expect(() => contextOf(tool(false, bad))).not.toThrow();
  });

  it('takes a schema that refers to itself', () => {
    const tree = {
      $ref: '#/$defs/a~1b',
      $defs: { 'a/b': { type: 'object', properties: { child: { $ref: '#/$defs/a~1b' } }, required: ['n'] } },
    };
    const format = { response_format: { type: 'json_schema' as const, json_schema: { schema: tree, strict: true } } };
    const answer = (content: string) =>
      toChatCompletion(end({ content }), contextOf(format)).choices[0]?.message.content;
    expect(answer('{"n":1,"child":{"n":2}}')).toBe('{"n":1,"child":{"n":2}}');
    expect(() => answer('{"n":1,"child":{}}')).toThrow("'/child' must have required property 'n'");
  });

  it('keeps schemas of different requests apart, and leaves patterns to the grammar', () => {
    const withPattern = { $id: 'mine', type: 'string', pattern: '^(a+)+$' };
    const format = {
      response_format: { type: 'json_schema' as const, json_schema: { schema: withPattern, strict: true } },
    };
    contextOf(format);
    const text = `"${'a'.repeat(50_000)}b"`;
    expect(toChatCompletion(end({ content: text }), contextOf(format)).choices[0]?.message.content).toBe(text);
  });
});

/** Doubles the work of a validation with each level. */
function doubling(levels: number): object {
  const defs = Array.from({ length: levels }, (_, level) => {
    const next = level + 1 < levels ? { $ref: `#/$defs/d${level + 1}` } : { type: 'null' };
    return [`d${level}`, { anyOf: [next, next] }];
  });
  return { $ref: '#/$defs/d0', $defs: Object.fromEntries(defs) as object };
}

function deep(levels: number): object {
  let schema: object = {};
  for (let level = 0; level < levels; level += 1) schema = { items: schema };
  return schema;
}
