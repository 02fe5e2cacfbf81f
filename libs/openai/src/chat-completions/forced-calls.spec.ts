import { describe, expect, it } from 'vitest';
import { type ChatFields, complete, delta, end, toldBy, translateChat } from '../../test/chat.js';
import { toForcedCallsFormat } from '../tool-calls/forced-calls-format.js';

const CITY = { type: 'object', properties: { city: { type: 'string', minLength: 2 } }, required: ['city'] };
const tool = (name: string, strict = false) => ({
  type: 'function' as const,
  function: { name, parameters: CITY, strict },
});
const named = (name: string) => ({ type: 'function' as const, function: { name } });
const allowed = (mode: 'auto' | 'required', ...names: string[]) => ({
  type: 'allowed_tools' as const,
  allowed_tools: { mode, tools: names.map((name) => ({ ...named(name) })) },
});
const native = (name: string, args: Record<string, unknown>, id = 'own') => ({
  id,
  function: { name, arguments: args },
});

const TOOLS = [tool('get_weather'), tool('get_time')];
const REQUIRED: ChatFields = { tools: TOOLS, tool_choice: 'required', parallel_tool_calls: false };
const CALL = '{"name": "get_weather", "arguments": {"city": "Paris"}}';

function definitions(...names: string[]) {
  return names.map((name) => ({ name, parameters: CITY, param: '' }));
}

/** Played in one read and in one read a character, which must tell the same in the end. */
function play(fields: ChatFields, ...contents: string[]): unknown[] {
  const text = translateChat({ stream: true, ...fields }).toEvents(0, [
    ...contents.map((content) => delta({ content })),
    end(),
  ]);
  return toldBy(text);
}

describe('what Ollama is asked for', () => {
  it.each(['none', 'auto'] as const)('is nothing where `function_call` %s stands beside tools', (function_call) => {
    expect(() => translateChat({ tools: TOOLS, function_call })).toThrow(
      "'function_call' is about 'functions': use 'tool_choice' for 'tools'.",
    );
  });

  it.each<[string, ChatFields, object]>([
    ['any call', { tool_choice: 'required' }, toForcedCallsFormat(definitions('get_weather', 'get_time'), true)],
    [
      'any one call',
      { tool_choice: 'required', parallel_tool_calls: false },
      toForcedCallsFormat(definitions('get_weather', 'get_time'), false),
    ],
    ['a named function', { tool_choice: named('get_time') }, toForcedCallsFormat(definitions('get_time'), false)],
    [
      'some functions',
      { tool_choice: allowed('required', 'get_time') },
      toForcedCallsFormat(definitions('get_time'), true),
    ],
  ])('%s', (_, fields, format) => {
    const [request] = translateChat({ tools: TOOLS, ...fields }).nativeRequests;
    expect(request?.format).toEqual(format);
    expect(request?.tools?.map(({ function: { name } }) => name)).toEqual(['get_weather', 'get_time']);
  });

  it('tells of the allowed functions only where the model is free', () => {
    const [request] = translateChat({ tools: TOOLS, tool_choice: allowed('auto', 'get_time') }).nativeRequests;
    expect(request?.tools?.map(({ function: { name } }) => name)).toEqual(['get_time']);
    expect(request).not.toHaveProperty('format');
  });

  it('goes before the form of the answer', () => {
    const [request] = translateChat({ ...REQUIRED, response_format: { type: 'json_object' } }).nativeRequests;
    expect(request?.format).toEqual(toForcedCallsFormat(definitions('get_weather', 'get_time'), false));
  });
});

describe('a forced call', () => {
  it('is a call of the answer', () => {
    expect(complete(end({ content: ` ${CALL}\n`, thinking: 'Hm.' }), REQUIRED).choices).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          reasoning: 'Hm.',
          refusal: null,
          tool_calls: [
            { id: 'call_0', type: 'function', function: { name: 'get_weather', arguments: '{"city": "Paris"}' } },
          ],
        },
        logprobs: null,
        finish_reason: 'tool_calls',
      },
    ]);
  });

  it('is told while it is written', () => {
    expect(play(REQUIRED, '{"name": "get', '_weather", "arg', 'uments": {"city": "P', 'aris"}', '}')).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: 'get_weather', arguments: '' } }],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"city": "P' } }] },
      { tool_calls: [{ index: 0, function: { arguments: 'aris"}' } }] },
      'tool_calls',
      '[DONE]',
    ]);
  });

  it('may be one of several', () => {
    const fields: ChatFields = { tools: TOOLS, tool_choice: 'required' };
    const list = `[${CALL}, {"name":"get_time","arguments":{"city":"Rome"}}]`;
    const start = (index: number, name: string) => [
      { index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } },
    ];
    expect(play(fields, list)).toEqual([
      { role: 'assistant', content: null, tool_calls: start(0, 'get_weather') },
      { tool_calls: [{ index: 0, function: { arguments: '{"city": "Paris"}' } }] },
      { tool_calls: start(1, 'get_time') },
      { tool_calls: [{ index: 1, function: { arguments: '{"city":"Rome"}' } }] },
      'tool_calls',
      '[DONE]',
    ]);
    const { message } = complete(end({ content: list }), fields).choices[0] ?? {};
    expect(message?.tool_calls?.map((call) => 'function' in call && call.function.name)).toEqual([
      'get_weather',
      'get_time',
    ]);
  });

  it('comes after the thinking', () => {
    const stream = translateChat({ stream: true, ...REQUIRED });
    expect(toldBy(stream.toEvents(0, [delta({ thinking: 'Hm.' }), delta({ content: CALL }), end()]))).toEqual([
      { role: 'assistant', content: '', reasoning: 'Hm.' },
      { tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: 'get_weather', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"city": "Paris"}' } }] },
      'tool_calls',
      '[DONE]',
    ]);
  });

  it('may have been read by Ollama itself', () => {
    const tool_calls = [native('get_weather', { city: 'Paris' })];
    const told = { id: 'own', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } };
    const answer = complete(end({ content: '}', tool_calls }), REQUIRED).choices[0];
    expect([answer?.message.content, answer?.message.tool_calls]).toEqual([null, [told]]);
    const stream = translateChat({ stream: true, ...REQUIRED });
    expect(toldBy(stream.toEvents(0, [delta({ tool_calls }), delta({ content: '}' }), end()]))).toEqual([
      { role: 'assistant', content: null, tool_calls: [{ index: 0, ...told }] },
      'tool_calls',
      '[DONE]',
    ]);
  });

  it('may be followed by one that Ollama has read, which is another one', () => {
    const chunks = [
      delta({ content: `[${CALL}]` }),
      delta({ tool_calls: [native('get_time', { city: 'Rome' })] }),
      end(),
    ];
    const several = translateChat({ stream: true, tools: TOOLS, tool_choice: 'required' });
    expect(toldBy(several.toEvents(0, chunks)).slice(2)).toMatchObject([
      { tool_calls: [{ index: 1, id: 'own', function: { name: 'get_time' } }] },
      'tool_calls',
      '[DONE]',
    ]);
    const one = translateChat({ stream: true, ...REQUIRED });
    expect(toldBy(one.toEvents(0, chunks)).slice(2)).toEqual(['tool_calls', '[DONE]']);
  });

  it('says when it was cut off', () => {
    const cut = { done_reason: 'length' as const };
    const start = '{"name": "get_weather", "arguments": {"city": "Pa';
    expect(complete(end({ content: start }, cut), REQUIRED).choices[0]).toMatchObject({
      message: { content: null, tool_calls: [{ function: { arguments: '{"city": "Pa' } }] },
      finish_reason: 'length',
    });
    expect(complete(end({ content: '{"na' }, cut), REQUIRED).choices[0]).toEqual({
      index: 0,
      message: { role: 'assistant', content: null, refusal: null },
      logprobs: null,
      finish_reason: 'length',
    });
    const stream = translateChat({ stream: true, ...REQUIRED });
    expect(toldBy(stream.toEvents(0, [delta({ content: '{"na' }), end({}, cut)]))).toEqual([
      { role: 'assistant', content: null },
      'length',
      '[DONE]',
    ]);
  });

  it.each([
    ['no call', 'It is sunny.', 'invalid_tool_call', 'The model had to call a function, and did not.'],
    ['no end', '{"name": "get_weather"', 'invalid_tool_call', 'The model had to call a function, and did not.'],
    [
      'a function that may not be called',
      '{"name":"rm","arguments":{}}',
      'invalid_tool_call',
      "The model called 'rm', which it may not call.",
    ],
    [
      'wrong arguments',
      '{"name":"get_time","arguments":{"city":"P"}}',
      'invalid_tool_arguments',
      "The model called 'get_time' with arguments that do not match its schema: '/city' must NOT have fewer than 2 characters.",
    ],
    [
      'arguments that are not JSON',
      '{"name":"get_time","arguments":{"city":Paris}}',
      'invalid_tool_arguments',
      "The model called 'get_time' with arguments that are not JSON.",
    ],
  ])('is not made of %s', (_, content, code, message) => {
    expect(() => complete(end({ content }), REQUIRED)).toThrow(expect.objectContaining({ status: 502, code, message }));
  });
});

describe('a call that Ollama has read', () => {
  it('is one of the allowed ones', () => {
    const fields: ChatFields = { tools: TOOLS, tool_choice: allowed('auto', 'get_time') };
    const tool_calls = [native('get_weather', { city: 'Paris' })];
    expect(() => complete(end({ tool_calls }), fields)).toThrow(expect.objectContaining({ code: 'invalid_tool_call' }));
    expect(complete(end({ content: 'Hi.' }), fields).choices[0]?.finish_reason).toBe('stop');
  });

  it('is the only one where one is all that was asked for', () => {
    const tool_calls = [native('get_weather', { city: 'Paris' }, 'a'), native('get_time', { city: 'Rome' }, 'b')];
    const fields: ChatFields = { tools: TOOLS, parallel_tool_calls: false };
    expect(complete(end({ tool_calls }), fields).choices[0]?.message.tool_calls).toMatchObject([{ id: 'a' }]);
    const stream = translateChat({ stream: true, ...fields });
    const chunks = tool_calls.map((call) => delta({ tool_calls: [call] }));
    expect(toldBy(stream.toEvents(0, [...chunks, end()]))).toMatchObject([
      { tool_calls: [{ index: 0, id: 'a' }] },
      'tool_calls',
      '[DONE]',
    ]);
  });
});

describe('asking again', () => {
  const wrong = end({ tool_calls: [native('get_weather', { city: 'P' })] });

  it('forces a strict function that was called with wrong arguments', () => {
    const translation = translateChat({ tools: [tool('get_weather', true), tool('get_time')], seed: 7 });
    expect(translation.nativeRequests[0]).not.toHaveProperty('format');
    const again = translation.askAgain?.(0, [wrong]);
    expect(again?.format).toEqual(toForcedCallsFormat(definitions('get_weather'), false));
    expect(again?.options?.seed).toBe(8);
    expect(translation.toBody([end({ content: CALL })])).toMatchObject({
      choices: [{ message: { tool_calls: [{ function: { name: 'get_weather' } }] }, finish_reason: 'tool_calls' }],
    });
  });

  it('does so in a stream, of which only the text before is told', () => {
    const stream = translateChat({ stream: true, tools: [tool('get_weather', true)] });
    const first = stream.toEvents(0, [
      delta({ content: 'Let me see.' }),
      delta({ tool_calls: [native('get_weather', { city: 'P' })] }),
      delta({ content: 'Done.' }),
      delta({ tool_calls: [native('get_weather', { city: 'Rome' })] }),
    ]);
    expect(toldBy(first)).toEqual([{ role: 'assistant', content: 'Let me see.' }]);
    expect(stream.askAgain?.(0, [])).toBeUndefined();
    expect(stream.toEvents(0, [end()])).toBe('');
    expect(stream.askAgain?.(0, [])?.format).toEqual(toForcedCallsFormat(definitions('get_weather'), false));
    expect(stream.askAgain?.(0, [])).toBeUndefined();
    expect(toldBy(stream.toEvents(0, [delta({ content: CALL }), end({}, { eval_count: 5 })]))).toEqual([
      { tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: 'get_weather', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"city": "Paris"}' } }] },
      'tool_calls',
      '[DONE]',
    ]);
    expect(stream.counts().completionTokens).toBe(5);
  });

  it('comes to an end', () => {
    const translation = translateChat(REQUIRED, { answerRetries: 2 });
    const nothing = end({ content: 'No.' });
    expect(translation.askAgain?.(0, [nothing])).toEqual(translation.nativeRequests[0]);
    expect(translation.askAgain?.(0, [nothing])).toEqual(translation.nativeRequests[0]);
    expect(translation.askAgain?.(0, [nothing])).toBeUndefined();
    expect(() => translation.toBody([nothing])).toThrow('The model had to call a function, and did not.');
  });

  it('is too late once a call has been told', () => {
    const stream = translateChat({ stream: true, tool_choice: 'required', tools: TOOLS });
    const text = stream.toEvents(0, [
      delta({ content: `[${CALL}` }),
      delta({ content: ',{"name":"get_time","arguments":{}}' }),
      delta({ content: ']' }),
      end(),
    ]);
    expect(toldBy(text).slice(2)).toEqual(['invalid_tool_arguments']);
    expect(stream.askAgain?.(0, [])).toBeUndefined();
    expect(stream.failure).toMatchObject({ code: 'invalid_tool_arguments' });
  });

  it('is not thought of where any answer will do', () => {
    expect(translateChat({ tools: TOOLS }).askAgain).toBeUndefined();
    expect(translateChat().askAgain).toBeUndefined();
  });
});

describe('the older functions', () => {
  const functions = [{ name: 'get_weather', parameters: CITY }, { name: 'get_time' }];
  const tool_calls = [native('get_weather', { city: 'Paris' }, 'a'), native('get_time', {}, 'b')];

  it('are told to the model as tools', () => {
    const [request] = translateChat({ functions }).nativeRequests;
    expect(request).toMatchObject({
      tools: [
        { type: 'function', function: { name: 'get_weather', parameters: CITY } },
        { type: 'function', function: { name: 'get_time', parameters: { type: 'object', properties: {} } } },
      ],
    });
    expect(translateChat({ functions, function_call: 'none' }).nativeRequests[0]).not.toHaveProperty('tools');
    expect(translateChat({ functions, function_call: { name: 'get_weather' } }).nativeRequests[0]?.format).toEqual(
      toForcedCallsFormat(definitions('get_weather'), false),
    );
  });

  it('have one call in an answer', () => {
    const called = { name: 'get_weather', arguments: '{"city":"Paris"}' };
    expect(complete(end({ tool_calls }), { functions }).choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: null, refusal: null, function_call: called },
        logprobs: null,
        finish_reason: 'function_call',
      },
    ]);
    const stream = translateChat({ stream: true, functions });
    expect(toldBy(stream.toEvents(0, [delta({ tool_calls }), end()]))).toEqual([
      { role: 'assistant', content: null, function_call: called },
      'function_call',
      '[DONE]',
    ]);
  });

  it('are called in pieces where one must be', () => {
    expect(play({ functions, function_call: { name: 'get_weather' } }, CALL.slice(0, 50), CALL.slice(50))).toEqual([
      { role: 'assistant', content: null, function_call: { name: 'get_weather', arguments: '' } },
      { function_call: { arguments: '{"city": "Par' } },
      { function_call: { arguments: 'is"}' } },
      'function_call',
      '[DONE]',
    ]);
  });

  it('are remembered', () => {
    const messages: ChatFields['messages'] = [
      { role: 'user', content: 'x' },
      { role: 'assistant', function_call: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
      { role: 'function', name: 'get_weather', content: 'sunny' },
      { role: 'function', name: 'get_time', content: null },
    ];
    expect(translateChat({ functions, messages }).nativeRequests[0]?.messages).toEqual([
      { role: 'user', content: 'x' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { index: 0, name: 'get_weather', arguments: { city: 'Paris' } } }],
      },
      { role: 'tool', content: 'sunny', tool_name: 'get_weather' },
      { role: 'tool', content: '', tool_name: 'get_time' },
    ]);
  });
});
