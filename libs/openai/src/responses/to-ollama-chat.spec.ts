import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../test/chat.js';
import { respond, translate } from '../../test/responses.js';
import { end } from '../../test/chat.js';
import { translateInputTokens } from './translate-input-tokens.js';

const PLAIN = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Hello' }],
  stream: false,
  truncate: false,
  shift: false,
};

const native = (fields: object, settings?: Parameters<typeof translate>[1]) =>
  translate(fields, settings).nativeRequests;

describe('the native request', () => {
  it('has nothing that nobody asked for', () => {
    expect(native({})).toEqual([PLAIN]);
  });

  it.each<[string, object, object]>([
    ['stream', { stream: true }, { stream: true }],
    ['max_output_tokens', { max_output_tokens: 5 }, { options: { num_predict: 5 } }],
    ['temperature and top_p', { temperature: 0, top_p: 0.5 }, { options: { temperature: 0, top_p: 0.5 } }],
    ['reasoning.effort', { reasoning: { effort: 'minimal' } }, { think: 'low' }],
    ['no reasoning', { reasoning: { effort: 'none', summary: 'auto' } }, { think: false }],
    ['think', { think: 'max' }, { think: 'max' }],
    ['format', { format: { type: 'object' } }, { format: { type: 'object' } }],
    ['keep_alive', { keep_alive: -1 }, { keep_alive: -1 }],
    ['truncation', { truncation: 'auto' }, { truncate: undefined, shift: undefined }],
    ['truncate and shift', { truncate: true, shift: true }, { truncate: true, shift: true }],
    [
      'options, before which fields go',
      { options: { num_ctx: 8, temperature: 1, num_predict: 9 }, temperature: 0.5 },
      { options: { num_ctx: 8, temperature: 0.5, num_predict: 9 } },
    ],
    ['log probabilities', { include: ['message.output_text.logprobs'] }, { logprobs: true }],
    [
      'tools',
      { tools: [{ type: 'function', name: 'f', description: 'd' }] },
      {
        tools: [
          {
            type: 'function',
            function: { name: 'f', description: 'd', parameters: { type: 'object', properties: {} } },
          },
        ],
      },
    ],
    ['no tools', { tools: [{ type: 'function', name: 'f' }], tool_choice: 'none' }, {}],
  ])('has %s', (_name, fields, expected) => {
    expect(native(fields)).toEqual([{ ...PLAIN, ...expected }]);
  });

  it('has what the configuration says of the model, where the request says nothing', () => {
    const findProfile = () => ({
      nativeModel: 'llama3.2',
      options: { num_ctx: 8, temperature: 1 },
      keepAlive: '1h',
      system: 'Be kind.',
      reasoningEffort: 'low' as const,
      maxOutputTokens: 10,
      defaultOutputTokens: 5,
      truncation: 'auto' as const,
    });
    expect(native({}, { findProfile })).toEqual([
      {
        model: 'llama3.2',
        messages: [{ role: 'system', content: 'Be kind.' }, ...PLAIN.messages],
        stream: false,
        options: { num_ctx: 8, temperature: 1, num_predict: 5 },
        keep_alive: '1h',
        think: 'low',
      },
    ]);
    const request = {
      instructions: 'Be short.',
      temperature: 0,
      keep_alive: '5m',
      reasoning: { effort: 'none' },
      max_output_tokens: 7,
      truncation: 'disabled',
    };
    expect(native(request, { findProfile })).toEqual([
      {
        ...PLAIN,
        model: 'llama3.2',
        messages: [{ role: 'system', content: 'Be short.' }, ...PLAIN.messages],
        options: { num_ctx: 8, temperature: 0, num_predict: 7 },
        keep_alive: '5m',
        think: false,
      },
    ]);
    expect(() => native({ max_output_tokens: 11 }, { findProfile })).toThrow("'max_output_tokens' is too large: 11.");
    expect(respond(end(), {}, { findProfile })).toMatchObject({ model: 'demo', truncation: 'auto' });
  });
});

describe('what Ollama is asked instead', () => {
  const failure = (message: string) => ({ kind: 'status', status: 400, message }) as const;

  it('is the same without a thought, where the model cannot think', () => {
    const translation = translate({ reasoning: { effort: 'high' } });
    expect(translation.askInstead?.(failure('"demo" does not support thinking'))).toEqual([PLAIN]);
    expect(translation.ignoredFields).toEqual(['reasoning']);
  });

  it('is nothing where something else is wrong', () => {
    expect(translate({}).askInstead?.(failure('no'))).toBeUndefined();
  });

  it('is nothing where no grammar can be made of a schema: the field is named', () => {
    const text = { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } };
    expect(() => translate({ text }).askInstead?.(failure('invalid JSON schema in format'))).toThrow(
      expect.objectContaining({ param: 'text.format.schema', code: 'invalid_json_schema' }),
    );
  });
});

describe('the count of an input', () => {
  const count = (fields: object) => translateInputTokens({ model: 'demo', input: 'Hello', ...fields }, SETTINGS);

  it('asks for one token, of the whole input', () => {
    const fields = { truncation: 'auto', text: { format: { type: 'json_object' } }, options: { num_ctx: 8 } };
    expect(count(fields).nativeRequests).toEqual([
      {
        model: 'demo',
        messages: [{ role: 'user', content: 'Hello' }],
        stream: false,
        truncate: false,
        options: { num_ctx: 8, num_predict: 1 },
      },
    ]);
  });

  it('is what Ollama tells', () => {
    const counted = count({});
    expect(counted.toBody([end({}, { prompt_eval_count: 11 })])).toEqual({
      object: 'response.input_tokens',
      input_tokens: 11,
    });
    expect(counted.counts()).toEqual({ promptTokens: 11 });
  });

  it('is a 501 where it does not', () => {
    expect(() => count({}).toBody([end({}, { prompt_eval_count: undefined })])).toThrow(
      expect.objectContaining({ status: 501, code: 'not_supported' }),
    );
  });

  it('does not need a model that thinks', () => {
    const counted = count({ reasoning: { effort: 'high' } });
    const failure = { kind: 'status', status: 400, message: '"demo" does not support thinking' } as const;
    expect(counted.askInstead?.(failure)?.[0]).not.toHaveProperty('think');
    expect(counted.ignoredFields).toEqual(['reasoning']);
  });

  it('needs an input, and takes nothing of an answer', () => {
    for (const input of [undefined, null]) {
      expect(() => count({ input })).toThrow("'input' has no item that says anything to the model.");
      expect(count({ input, instructions: 'Be kind.' }).nativeRequests[0]?.messages).toEqual([
        { role: 'system', content: 'Be kind.' },
      ]);
    }
    expect(() => count({ input: 5 })).toThrow("Invalid type for 'input'");
    expect(() => count({ previous_response_id: 'resp_1' })).toThrow("'previous_response_id' is not supported");
    expect(count({ temperature: 1 }).ignoredFields).toEqual(['temperature']);
  });

  it('takes what contradicts itself as little as a response does', () => {
    expect(() => count({ format: 'json', text: { format: { type: 'json_object' } } })).toThrow(
      "'format' and 'text.format' exclude each other.",
    );
  });

  it('knows a personality, and does nothing about it', () => {
    const fields = { model: 'demo', input: 'Hello', personality: 'friendly' };
    expect(translateInputTokens(fields, { ...SETTINGS, unknownFields: 'reject' }).ignoredFields).toEqual([]);
    expect(count({ personality: 'friendly' }).nativeRequests).toEqual(count({}).nativeRequests);
    expect(() => count({ personality: 'x'.repeat(65) })).toThrow("Invalid value for 'personality'");
  });
});
