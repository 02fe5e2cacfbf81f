import type { OllamaChatChunk, OllamaChatEnd } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { type ChatFields, complete, end as ended } from '../../test/chat.js';

const COUNTS = { prompt_eval_count: 9, prompt_eval_cached_count: 4, eval_count: 12 };
const USAGE = {
  prompt_tokens: 9,
  completion_tokens: 12,
  total_tokens: 21,
  prompt_tokens_details: { cached_tokens: 4 },
};

function end(message: Partial<OllamaChatEnd['message']>, fields: Partial<OllamaChatEnd> = {}): OllamaChatEnd {
  return ended(message, { ...COUNTS, ...fields });
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
    expect(complete(end({ content: 'Hello' }))).toEqual(
      completion({ message: { role: 'assistant', content: 'Hello', refusal: null } }),
    );
  });

  it('tells what the model thought', () => {
    expect(complete(end({ content: 'Hello', thinking: 'Hm.' }, { done_reason: 'length' }))).toEqual(
      completion({
        message: { role: 'assistant', content: 'Hello', reasoning: 'Hm.', refusal: null },
        finish_reason: 'length',
      }),
    );
  });

  it('gives calls without an id one, and no index', () => {
    const tool_calls = [call({ index: 0 }), { id: 'own', ...call() }, { id: '', ...call() }];
    expect(complete(end({ tool_calls }))).toEqual(
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
    expect(complete(answer).choices[0]?.logprobs).toEqual({
      content: expected.map(told),
      refusal: null,
    });
  });

  it('has none where the content’s tokens cannot be told from the thinking’s', () => {
    const answer = end({ content: 'Hello', thinking: 'H' }, { logprobs: [logprob('H'), logprob('ello!')] });
    expect(complete(answer).choices[0]?.logprobs).toBeNull();
  });

  it.each<[string, OllamaChatChunk]>([
    ['only loaded the model', end({}, { done_reason: 'load' })],
    ['unloaded the model', end({}, { done_reason: 'unload' })],
    ['ended for no reason', end({ content: 'Hel' }, { done_reason: undefined as never })],
    ['ended for an unknown reason', end({ content: 'Hel' }, { done_reason: 'tired' as never })],
    ['did not end', { ...end({ content: 'Hel' }), done: false }],
  ])('passes nothing off as an answer that %s', (_, answer) => {
    expect(() => complete(answer)).toThrow(
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

  it.each<[ChatFields, string]>([
    [strict, '{"n": 1, "at": "2026-01-01"}'],
    [loose, '{"n": "one"}'],
    [loose, 'no JSON'],
    [object, ' {"a": [1]} '],
  ])('%j may be %s', (fields, content) => {
    expect(complete(end({ content }), fields).choices[0]?.message.content).toBe(content);
  });

  it.each<[ChatFields, string, string]>([
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
    expect(() => complete(end({ content }), fields)).toThrow(
      expect.objectContaining({ status: 502, code: 'invalid_structured_output', message }),
    );
  });

  it('may be cut off by the token limit, or be a tool call: both say so', () => {
    const cut = complete(end({ content: '{"n": ' }, { done_reason: 'length' }), strict);
    expect(cut.choices[0]?.finish_reason).toBe('length');
    const called = complete(end({ tool_calls: [call()] }), strict);
    expect(called.choices[0]?.finish_reason).toBe('tool_calls');
  });

  const tool = (isStrict: boolean, parameters: object = schema) => ({
    tools: [{ type: 'function' as const, function: { name: 'f', parameters: { ...parameters }, strict: isStrict } }],
  });

  it('checks the arguments of a strict function', () => {
    const wrong = end({ tool_calls: [call({ arguments: { n: 1 } }), call()] });
    expect(() => complete(wrong, tool(true))).toThrow(
      expect.objectContaining({
        status: 502,
        code: 'invalid_tool_arguments',
        message:
          "The model called 'f' with arguments that do not match its schema: it must have required property 'n'.",
      }),
    );
    expect(complete(wrong, tool(false)).choices[0]?.finish_reason).toBe('tool_calls');
    const right = end({ tool_calls: [call({ arguments: { n: 1 } })] });
    expect(complete(right, tool(true)).choices[0]?.finish_reason).toBe('tool_calls');
  });
});
