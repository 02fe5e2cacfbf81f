import { describe, expect, it } from 'vitest';
import { type ChatFields, complete, delta, end, toldBy, translateChat } from '../../test/chat.js';

const SCHEMA = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false };
const form = (strict: boolean): ChatFields => ({
  response_format: { type: 'json_schema', json_schema: { name: 'x', schema: SCHEMA, strict } },
});
const TOOLS: ChatFields['tools'] = [{ type: 'function', function: { name: 'f' } }];
const CALL = { id: 'a', function: { name: 'f', arguments: {} } };
const TOLD_CALL = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };

describe('an answer that is not in its form', () => {
  it.each<[string, ChatFields]>([
    ['a strict schema', form(true)],
    ['any object', { response_format: { type: 'json_object' } }],
    ['Ollama’s format', { format: 'json' }],
  ])('is asked for again: %s', (_, fields) => {
    const translation = translateChat({ ...fields, seed: 3 });
    expect(translation.askAgain?.(0, [end({ content: '[1]' })])).toEqual({
      ...translation.nativeRequests[0],
      options: { seed: 4 },
    });
    expect(translation.askAgain?.(0, [end({ content: '{"n": 1}' })])).toBeUndefined();
    expect(translation.toBody([end({ content: '{"n": 1}' })])).toMatchObject({
      choices: [{ message: { content: '{"n": 1}', refusal: null }, finish_reason: 'stop' }],
    });
  });

  it('is an error in the end', () => {
    const translation = translateChat(form(true), { answerRetries: 1 });
    const wrong = end({ content: '{"n": 1.5}' });
    expect(translation.askAgain?.(0, [wrong])).toBeDefined();
    expect(translation.askAgain?.(0, [wrong])).toBeUndefined();
    expect(() => translation.toBody([wrong])).toThrow(
      expect.objectContaining({ status: 502, code: 'invalid_structured_output' }),
    );
  });

  it('is not asked for again for other reasons', () => {
    const translation = translateChat(form(true));
    expect(translation.askAgain?.(0, [end({}, { done_reason: 'load' })])).toBeUndefined();
    expect(translation.askAgain?.(0, [end({ content: '{"n":' }, { done_reason: 'length' })])).toBeUndefined();
  });

  it('is only looked at for JSON by Ollama’s format, and not at all by a schema that is not strict', () => {
    expect(complete(end({ content: 'no' }), { format: SCHEMA }).choices[0]?.message.content).toBe('no');
    expect(complete(end({ content: 'no' }), form(false)).choices[0]?.message.content).toBe('no');
  });
});

describe('a form, and tools that may be called', () => {
  it.each<[string, ChatFields]>([
    ['strict', form(true)],
    ['not strict', form(false)],
    ['any object', { response_format: { type: 'json_object' } }],
  ])('leaves the model free at first: %s', (_, fields) => {
    const translation = translateChat({ ...fields, tools: TOOLS }, { answerRetries: 0 });
    expect(translation.nativeRequests[0]).not.toHaveProperty('format');
    expect(translation.askAgain?.(0, [end({ content: '{"n": 1}' })])).toBeUndefined();
    expect(translation.askAgain?.(0, [end({ content: 'Oh', tool_calls: [CALL] })])).toBeUndefined();
    const again = translation.askAgain?.(0, [end({ content: 'It is one.' })]);
    expect(again?.format).toEqual(
      'response_format' in fields && fields.response_format?.type === 'json_object' ? 'json' : SCHEMA,
    );
    expect(again?.tools).toHaveLength(1);
  });

  it('tells no text beside calls, which a client would parse', () => {
    const { message } =
      complete(end({ content: 'Oh', tool_calls: [CALL] }), { ...form(true), tools: TOOLS }).choices[0] ?? {};
    expect(message).toEqual({ role: 'assistant', content: null, refusal: null, tool_calls: [TOLD_CALL] });
    const stream = translateChat({ stream: true, ...form(true), tools: TOOLS });
    const chunks = [
      delta({ content: 'Oh' }),
      delta({ content: '!', tool_calls: [CALL] }),
      delta({ content: '.' }),
      end(),
    ];
    expect(toldBy(stream.toEvents(0, chunks))).toEqual([
      { role: 'assistant', content: null, tool_calls: [{ index: 0, ...TOLD_CALL }] },
      'tool_calls',
      '[DONE]',
    ]);
  });

  it('streams an answer once it is known to have the form', () => {
    const stream = translateChat({ stream: true, ...form(true), tools: TOOLS });
    expect(stream.toEvents(0, [delta({ content: '{"n"' }), delta({ content: ': 1}' })])).toBe('');
    expect(toldBy(stream.toEvents(0, [end()]))).toEqual([{ role: 'assistant', content: '{"n": 1}' }, 'stop', '[DONE]']);
    expect(stream.askAgain?.(0, [])).toBeUndefined();
  });

  it('streams the constrained answer in place of one that has not the form', () => {
    const stream = translateChat({ stream: true, ...form(true), tools: TOOLS, logprobs: true }, { answerRetries: 0 });
    const logprob = { token: 'x', logprob: -1 };
    const first = stream.toEvents(0, [delta({ thinking: 'Hm.' }), delta({ content: 'It is one.' }, [logprob]), end()]);
    expect(toldBy(first)).toEqual([{ role: 'assistant', content: '', reasoning: 'Hm.' }]);
    expect(stream.askAgain?.(0, [])?.format).toEqual(SCHEMA);
    expect(toldBy(stream.toEvents(0, [delta({ content: '{"n"' }), delta({ content: ': 1}' }), end()]))).toEqual([
      { content: '{"n"' },
      { content: ': 1}' },
      'stop',
      '[DONE]',
    ]);
    expect(stream.failure).toBeUndefined();
  });

  it('ends a stream with an error when the constrained answer does not hold either', () => {
    const stream = translateChat({ stream: true, ...form(true), tools: TOOLS });
    stream.toEvents(0, [delta({ content: 'It is one.' }), end()]);
    expect(stream.askAgain?.(0, [])).toBeDefined();
    expect(toldBy(stream.toEvents(0, [delta({ content: '{}' }), end()]))).toEqual([
      { role: 'assistant', content: '{}' },
      'invalid_structured_output',
    ]);
    expect(stream.askAgain?.(0, [])).toBeUndefined();
  });

  it('gives the log probabilities of an answer that was held back', () => {
    const stream = translateChat({ stream: true, ...form(true), tools: TOOLS, logprobs: true });
    const chunks = ['{"n":', '1}'].map((content) => delta({ content }, [{ token: content, logprob: -1 }]));
    const text = stream.toEvents(0, [...chunks, end()]);
    expect(text).toContain(
      '"logprobs":{"content":[{"token":"{\\"n\\":","logprob":-1,"bytes":null,"top_logprobs":[]},{"token":"1}"',
    );
    expect(stream.ignoredFields).toEqual([]);
  });
});
