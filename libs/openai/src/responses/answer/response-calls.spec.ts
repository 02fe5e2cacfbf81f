import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { lastResponse, respond, stream, translate } from '../../../test/responses.js';

const CALL = { id: 'call_paris', function: { name: 'get_weather', arguments: { city: 'Paris' } } };
const TIME = { function: { name: 'get_time', arguments: {} } };
const SHELL = { type: 'custom', name: 'shell' };
const FILES = { type: 'namespace', name: 'files', description: 'Files.', tools: [{ type: 'function', name: 'read' }] };

describe('the calls of a response', () => {
  const tools = [SHELL, FILES];

  it('of a custom tool are told as its text', () => {
    const call = { id: 'call_1', function: { name: 'shell', arguments: { input: 'ls "-l"\n' } } };
    expect(stream([delta({ tool_calls: [call] }), end()], { tools }).slice(2, 6)).toEqual([
      {
        type: 'response.output_item.added',
        sequence_number: 2,
        output_index: 0,
        item: { id: 'ctc_0', type: 'custom_tool_call', call_id: 'call_1', name: 'shell', input: '' },
      },
      {
        type: 'response.custom_tool_call_input.delta',
        sequence_number: 3,
        item_id: 'ctc_0',
        output_index: 0,
        delta: 'ls "-l"\n',
      },
      {
        type: 'response.custom_tool_call_input.done',
        sequence_number: 4,
        item_id: 'ctc_0',
        output_index: 0,
        input: 'ls "-l"\n',
      },
      {
        type: 'response.output_item.done',
        sequence_number: 5,
        output_index: 0,
        item: { id: 'ctc_0', type: 'custom_tool_call', call_id: 'call_1', name: 'shell', input: 'ls "-l"\n' },
      },
    ]);
  });

  it('of a custom tool with other arguments are told as these', () => {
    const call = { id: 'call_1', function: { name: 'shell', arguments: { command: 'ls' } } };
    expect(respond(end({ tool_calls: [call] }), { tools }).output).toMatchObject([{ input: '{"command":"ls"}' }]);
  });

  it('of a namespace’s member are told by its names', () => {
    const call = { id: 'call_1', function: { name: 'files__read', arguments: { path: 'x' } } };
    expect(respond(end({ tool_calls: [call] }), { tools }).output).toEqual([
      {
        id: 'fc_0',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_1',
        name: 'read',
        namespace: 'files',
        arguments: '{"path":"x"}',
      },
    ]);
  });

  it('get an id where Ollama gives none', () => {
    expect(respond(end({ tool_calls: [TIME, TIME] })).output).toMatchObject([
      { call_id: 'call_0' },
      { call_id: 'call_2' },
    ]);
  });

  it('are one where they are not parallel', () => {
    const { output } = respond(end({ tool_calls: [CALL, TIME] }), { tools, parallel_tool_calls: false });
    expect(output).toMatchObject([{ name: 'get_weather' }]);
  });

  it('are one where they are not parallel, by whomever they are read', () => {
    const forced = { tools, tool_choice: 'required', parallel_tool_calls: false };
    const written = delta({ content: '{"name": "shell", "arguments": {"input": "ls"}}' });
    const events = stream([written, delta({ tool_calls: [TIME] }), end()], forced);
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { output: [{ type: 'custom_tool_call', name: 'shell' }] },
    });
  });

  it('of a strict function are held to its schema', () => {
    const parameters = { type: 'object', properties: { city: { type: 'integer' } }, required: ['city'] };
    const fields = { tools: [{ type: 'function', name: 'get_weather', strict: true, parameters }] };
    expect(() => respond(end({ tool_calls: [CALL] }), fields)).toThrow(
      expect.objectContaining({ code: 'invalid_tool_arguments' }),
    );
    // Nothing was told of it yet: it is called again, constrained.
    const translation = translate({ ...fields, stream: true });
    expect(translation.toEvents(0, [delta({ tool_calls: [CALL] }), end()])).not.toContain('function_call');
    expect(translation.askAgain?.(0, [])).toMatchObject({
      format: { properties: { name: { enum: ['get_weather'] } } },
    });
  });

  it('that are forced are told while they are written', () => {
    const pieces = ['{"name": "sh', 'ell", "arguments": {"in', 'put": "ls"}}'];
    const events = stream([...pieces.map((content) => delta({ content })), end()], {
      tools,
      tool_choice: { type: 'custom', name: 'shell' },
    });
    expect(events.map(({ type }) => type).slice(2)).toEqual([
      'response.output_item.added',
      'response.custom_tool_call_input.delta',
      'response.custom_tool_call_input.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(lastResponse(events).output).toMatchObject([{ type: 'custom_tool_call', name: 'shell', input: 'ls' }]);
    const member = ['{"name": "files__read", "arguments": {"pa', 'th": 1}}'].map((content) => delta({ content }));
    const forced = stream([...member, end()], { tools, tool_choice: { type: 'function', name: 'read' } });
    expect(forced.filter(({ type }) => type.endsWith('arguments.delta')).map((event) => event['delta'])).toEqual([
      '{"pa',
      'th": 1}',
    ]);
  });

  it('that are forced are held to the schema of the function', () => {
    const counter = { type: 'function', name: 'count', parameters: { properties: { n: { type: 'integer' } } } };
    const fields = { tools: [counter], tool_choice: 'required' };
    const wrong = '{"name": "count", "arguments": {"n": "x"}}';
    expect(() => respond(end({ content: wrong }), fields)).toThrow("The model called 'count' with arguments that");
    expect(() => respond(end({ content: 'I will not.' }), fields)).toThrow('The model had to call a function');
    const translation = translate(fields);
    expect(translation.askAgain?.(0, [end({ content: wrong })])).toEqual(translation.nativeRequests[0]);
    // What was told cannot be taken back.
    const pieces = [wrong.slice(0, -5), wrong.slice(-5)].map((content) => delta({ content }));
    const events = stream([...pieces, end()], { ...fields, stream: true });
    expect(events.at(-2)).toMatchObject({ type: 'error', code: 'invalid_tool_arguments' });
  });

  it('that are forced may be cut off', () => {
    const cut = [delta({ content: '{"name": "files__read", "arguments": {"pa' }), end({}, { done_reason: 'length' })];
    expect(lastResponse(stream(cut, { tools, tool_choice: 'required' }))).toMatchObject({
      status: 'incomplete',
      output: [{ type: 'function_call', status: 'incomplete', arguments: '{"pa' }],
    });
  });

  it.each([
    ['{"input": "ls \\"-l\\n', 'ls "-l\n'],
    ['{"input": "ls \\', 'ls '],
    ['{"input": "\\u00e9\\u00', 'é'],
    ['{"input": "ls"', 'ls'],
    ['{"inp', ''],
  ])('of a custom tool that are cut off are the beginning of its text: %s', (args, input) => {
    const cut = [delta({ content: `{"name": "shell", "arguments": ${args}` }), end({}, { done_reason: 'length' })];
    const events = stream(cut, { tools: [SHELL], tool_choice: 'required' });
    expect(lastResponse(events)).toMatchObject({ status: 'incomplete', output: [{ type: 'custom_tool_call', input }] });
    expect(events.find(({ type }) => type === 'response.custom_tool_call_input.done')).toMatchObject({ input });
  });
});
