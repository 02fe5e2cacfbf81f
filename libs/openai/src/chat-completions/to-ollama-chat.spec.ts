import { describe, expect, it } from 'vitest';
import { type ChatFields, translateChat } from '../../test/chat.js';
import type { ModelProfile } from '../models/model-profile.js';

const MESSAGES: ChatFields['messages'] = [{ role: 'user', content: 'Hello!' }];
const NATIVE = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Hello!' }],
  stream: false,
  truncate: false,
  shift: false,
};
const SCHEMA = { type: 'object', properties: { city: { type: 'string', minLength: 1 } }, $schema: 'x' };

function native(fields: ChatFields, profile: Partial<ModelProfile> = {}) {
  const findProfile = (model: string) => ({ nativeModel: model, ...profile });
  return translateChat({ messages: MESSAGES, ...fields }, { findProfile, logitBias: true }).nativeRequests[0];
}

describe('toOllamaChat', () => {
  it.each<[ChatFields, object]>([
    [{}, {}],
    [{ temperature: null, seed: null, tools: null, response_format: null, stop: null, reasoning_effort: null }, {}],
    [{ stream: true, stream_options: { include_usage: true } }, { stream: true }],
    [{ max_tokens: 5 }, { options: { num_predict: 5 } }],
    [{ max_completion_tokens: 6 }, { options: { num_predict: 6 } }],
    [{ temperature: 0, top_p: 0, seed: 0 }, { options: { temperature: 0, top_p: 0, seed: 0 } }],
    [{ frequency_penalty: -1, presence_penalty: 0 }, { options: { frequency_penalty: -1, presence_penalty: 0 } }],
    [{ stop: 'a' }, { options: { stop: ['a'] } }],
    [{ seed: -7 }, { options: { seed: -7 } }],
    // A seed of 64 bits, of which JSON keeps the first 53.
    [{ seed: 2 ** 62 + 2 ** 20 }, { options: { seed: 2 ** 20 } }],
    [{ stop: ['a', 'b'] }, { options: { stop: ['a', 'b'] } }],
    [{ stop: [] }, {}],
    [{ reasoning_effort: 'none' }, { think: false }],
    [{ reasoning_effort: 'xhigh', reasoning: { effort: null } }, { think: 'max' }],
    [{ reasoning_effort: 'high', reasoning: { effort: 'minimal' } }, { think: 'low' }],
    [
      { logprobs: true, top_logprobs: 0 },
      { logprobs: true, top_logprobs: 0 },
    ],
    [{ logprobs: false }, {}],
    [{ response_format: { type: 'text' } }, {}],
    [{ response_format: { type: 'json_object' } }, { format: 'json' }],
    [{ response_format: { type: 'json_schema', json_schema: { name: 'c', schema: SCHEMA } } }, { format: SCHEMA }],
    [
      { tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: SCHEMA, strict: true } }] },
      { tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: SCHEMA } }] },
    ],
    [
      { tools: [{ type: 'function', function: { name: 'f', description: null, parameters: null } }] },
      { tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }] },
    ],
    [{ tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'none' }, {}],
    [{ user: 'u', metadata: { a: 'b' }, service_tier: 'auto' }, {}],
  ])('%j', (fields, expected) => {
    expect(native(fields)).toEqual({ ...NATIVE, ...expected });
  });

  it.each<[ChatFields, object]>([
    [{ logit_bias: { 1: -100 } }, { options: { logit_bias: { 1: -100 } } }],
    [{ logit_bias: {} }, {}],
    [
      { options: { num_ctx: 4096, temperature: 1, num_predict: 3 } },
      { options: { num_ctx: 4096, temperature: 1, num_predict: 3 } },
    ],
    [
      { options: { temperature: 1, num_predict: 3, stop: ['x'] }, temperature: 0, max_tokens: 5, stop: 'y' },
      { options: { temperature: 0, num_predict: 5, stop: ['y'] } },
    ],
    [{ keep_alive: 0 }, { keep_alive: 0 }],
    [{ think: false }, { think: false }],
    [{ think: 'max', reasoning_effort: 'xhigh' }, { think: 'max' }],
    [{ format: 'json' }, { format: 'json' }],
    [{ format: SCHEMA }, { format: SCHEMA }],
    [{ truncate: true }, { truncate: true }],
    [{ shift: true }, { shift: true }],
    [{ truncation: 'disabled' }, {}],
  ])('takes over %j', (fields, expected) => {
    expect(native(fields)).toEqual({ ...NATIVE, ...expected });
  });

  it('leaves the end of the context to Ollama where that is asked for', () => {
    const { truncate: _, shift: __, ...rest } = NATIVE;
    expect(native({ truncation: 'auto' })).toEqual(rest);
    expect(native({}, { truncation: 'auto' })).toEqual(rest);
    expect(native({ shift: false }, { truncation: 'auto' })).toEqual({ ...rest, shift: false });
    expect(native({ truncation: 'disabled' }, { truncation: 'auto' })).toEqual(NATIVE);
  });

  it('leaves a pattern that the grammar cannot take to the check of the answer', () => {
    const schemaOf = (pattern: string) => ({ type: 'object', properties: { pattern: { type: 'string', pattern } } });
    const format = (pattern: string) => native({ format: schemaOf(pattern) })?.format;
    expect(format('^[a-z]+$')).toEqual(schemaOf('^[a-z]+$'));
    expect(format('[a-z]')).toEqual({ type: 'object', properties: { pattern: { type: 'string' } } });
    expect(format('^(?!a).*$')).toEqual({ type: 'object', properties: { pattern: { type: 'string' } } });
  });
});

describe('the configuration of a model', () => {
  const PROFILE: Partial<ModelProfile> = {
    nativeModel: 'library/demo:1b',
    options: { num_ctx: 8192, temperature: 0.5 },
    keepAlive: '1h',
    system: 'Be brief.',
    reasoningEffort: 'low',
    defaultOutputTokens: 100,
    maxOutputTokens: 200,
  };

  it('stands in for what the request leaves unset', () => {
    expect(native({}, PROFILE)).toEqual({
      ...NATIVE,
      model: 'library/demo:1b',
      messages: [{ role: 'system', content: 'Be brief.' }, ...NATIVE.messages],
      options: { num_ctx: 8192, temperature: 0.5, num_predict: 100 },
      think: 'low',
      keep_alive: '1h',
    });
  });

  it('stands back for what the request sets', () => {
    const messages: ChatFields['messages'] = [{ role: 'developer', content: 'Be long.' }, ...(MESSAGES ?? [])];
    const fields: ChatFields = {
      messages,
      options: { num_ctx: 512 },
      temperature: 1,
      max_tokens: 200,
      keep_alive: 0,
      think: false,
    };
    expect(native(fields, PROFILE)).toEqual({
      ...NATIVE,
      model: 'library/demo:1b',
      messages: [{ role: 'system', content: 'Be long.' }, ...NATIVE.messages],
      options: { num_ctx: 512, temperature: 1, num_predict: 200 },
      think: false,
      keep_alive: 0,
    });
  });

  it.each<[Partial<ModelProfile>, number | undefined]>([
    [{ maxOutputTokens: 200 }, 200],
    [{ maxOutputTokens: 200, options: { num_predict: -1 } }, 200],
    [{ maxOutputTokens: 200, options: { num_predict: 300 } }, 200],
    [{ maxOutputTokens: 200, options: { num_predict: 100 } }, 100],
    [{ options: { num_predict: -1 } }, -1],
    [{}, undefined],
  ])('%j bounds an answer', (profile, tokens) => {
    expect(native({}, profile)?.options?.num_predict).toBe(tokens);
  });

  it.each<[ChatFields, string, string]>([
    [{ max_completion_tokens: 201 }, 'max_completion_tokens', '201'],
    [{ max_tokens: 1000 }, 'max_tokens', '1000'],
    [{ options: { num_predict: -1 } }, 'options.num_predict', '-1'],
  ])('refuses %j, which is more than the model may generate', (fields, param, tokens) => {
    expect(() => native(fields, PROFILE)).toThrow(
      expect.objectContaining({
        status: 400,
        param,
        code: 'invalid_value',
        message: `'${param}' is too large: ${tokens}. This model generates at most 200 tokens.`,
      }),
    );
  });

  it('is found by the name that the request has, which the answer echoes', () => {
    const findProfile = (model: string) => ({ nativeModel: model === 'gpt-4o' ? 'llama3.2:3b' : model });
    const translation = translateChat({ model: 'gpt-4o' }, { findProfile });
    expect(translation.nativeRequests[0]?.model).toBe('llama3.2:3b');
    expect(translation.model).toBe('gpt-4o');
  });
});
