import type { OllamaChatChunk } from '@app/ollama';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { type ReadEvent, readEvents, respond, stream, translate } from '../../../test/responses.js';
import { OpenAiError } from '../../errors/openai-error.js';
import type { OutputItem } from '../items/items.js';
import type { ResponseBody } from '../response.js';

const CALL = { id: 'call_paris', function: { name: 'get_weather', arguments: { city: 'Paris' } } };
const TIME = { function: { name: 'get_time', arguments: {} } };
const SHELL = { type: 'custom', name: 'shell' };
const FILES = { type: 'namespace', name: 'files', description: 'Files.', tools: [{ type: 'function', name: 'read' }] };

function lastResponse(events: readonly ReadEvent[]): ResponseBody {
  return events.at(-1)?.['response'] as ResponseBody;
}

function without(body: ResponseBody): Omit<ResponseBody, 'completed_at'> {
  const { completed_at: _, ...rest } = body;
  return rest;
}

/**
 * Builds the output from the events alone, as clients do.
 * @throws Error for an item out of order, and for a whole text that is not what its pieces were
 */
function accumulate(events: readonly ReadEvent[]): OutputItem[] {
  const items: OutputItem[] = [];
  const texts = new Map<string, string>();
  for (const event of events) {
    const index = event['output_index'] as number;
    const isAdded = event.type === 'response.output_item.added';
    if (isAdded && index !== items.length) throw new Error(`Item ${index} comes after ${items.length} others`);
    if (isAdded || event.type === 'response.output_item.done') items[index] = event['item'] as OutputItem;
    const key = `${event['item_id'] as string} ${event.type.replace(/\.(delta|done)$/, '')}`;
    if (event.type.endsWith('.delta')) texts.set(key, (texts.get(key) ?? '') + (event['delta'] as string));
    const whole = event['text'] ?? event['arguments'] ?? event['input'] ?? '';
    if (event.type.endsWith('.done') && whole !== (texts.get(key) ?? '')) throw new Error(`${key} is not its pieces`);
  }
  return items;
}

const chunk: fc.Arbitrary<OllamaChatChunk> = fc.oneof(
  { weight: 4, arbitrary: fc.string().map((content) => delta({ content })) },
  { weight: 2, arbitrary: fc.string().map((thinking) => delta({ content: '', thinking })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom([CALL], [TIME], [CALL, TIME]).map((calls) => delta({ tool_calls: [...calls] })),
  },
  fc.record({ content: fc.string(), thinking: fc.string() }).map((message) => delta(message)),
);

describe('the events of a response', () => {
  it('hold what its last one says, in any order of thoughts, texts and calls', () => {
    const reason = fc.constantFrom('stop' as const, 'length' as const);
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), reason, (chunks, done_reason) => {
        const events = stream([...chunks, end({}, { done_reason })], { tools: [SHELL] });
        expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
        expect(accumulate(events)).toEqual(lastResponse(events).output);
        const ids = lastResponse(events).output.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('are the same however the chunks come', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
        const all = [...chunks, end()];
        const translation = translate({ stream: true });
        const text = all.map((each) => translation.toEvents(0, [each])).join('');
        expect(readEvents(text)).toEqual(stream(all));
      }),
    );
  });

  it('end in the response that is told when nothing is streamed', () => {
    const answer = end(
      { thinking: 'I see.', content: 'So it is.', tool_calls: [CALL] },
      { prompt_eval_cached_count: 3 },
    );
    const events = stream([answer]);
    expect(without(lastResponse(events))).toEqual(without(respond(answer)));
    expect(lastResponse(events).completed_at).toBe(18);
  });

  it('tell an answer of nothing as an empty message', () => {
    expect(stream([end()]).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(stream([end({}, { done_reason: 'length' })]).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.incomplete',
    ]);
  });
});

describe('reasoning', () => {
  const thought = [delta({ thinking: 'I ' }), delta({ thinking: 'see.' }), delta({ content: 'So.' }), end()];

  it('is told as the summary where one is asked for', () => {
    const events = stream(thought, { reasoning: { summary: 'auto' } }).slice(2, 9);
    expect(events).toEqual([
      {
        type: 'response.output_item.added',
        sequence_number: 2,
        output_index: 0,
        item: { id: 'rs_0', type: 'reasoning', status: 'in_progress', summary: [] },
      },
      {
        type: 'response.reasoning_summary_part.added',
        sequence_number: 3,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      },
      ...['I ', 'see.'].map((piece, index) => ({
        type: 'response.reasoning_summary_text.delta',
        sequence_number: 4 + index,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        delta: piece,
      })),
      {
        type: 'response.reasoning_summary_text.done',
        sequence_number: 6,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        text: 'I see.',
      },
      {
        type: 'response.reasoning_summary_part.done',
        sequence_number: 7,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: 'I see.' },
      },
      {
        type: 'response.output_item.done',
        sequence_number: 8,
        output_index: 0,
        item: {
          id: 'rs_0',
          type: 'reasoning',
          status: 'completed',
          summary: [{ type: 'summary_text', text: 'I see.' }],
        },
      },
    ]);
  });

  it('is encrypted where that is asked for, and null without a key', () => {
    const fields = { include: ['reasoning.encrypted_content'] };
    const cipher = { encrypt: (text: string) => `<${text}>`, decrypt: () => undefined };
    const responses = { unavailableTools: 'refuse' as const, reasoningCipher: cipher };
    const encrypted = (settings?: Parameters<typeof stream>[2]) =>
      lastResponse(stream(thought, fields, settings)).output[0];
    expect(encrypted({ responses })).toMatchObject({ encrypted_content: '<I see.>' });
    expect(encrypted()).toMatchObject({ encrypted_content: null });
    expect(translate(fields).ignoredFields).toEqual(['include[0]']);
    expect(translate(fields, { responses }).ignoredFields).toEqual([]);
    expect(lastResponse(stream(thought)).output[0]).not.toHaveProperty('encrypted_content');
  });

  it('that was cut off is all that the answer cost', () => {
    const cut = end({}, { done_reason: 'length', eval_count: 7 });
    expect(lastResponse(stream([delta({ thinking: 'I' }), cut])).usage?.output_tokens_details.reasoning_tokens).toBe(7);
    const told = [delta({ thinking: 'I' }), delta({ content: 'S' }), cut];
    expect(lastResponse(stream(told)).usage?.output_tokens_details.reasoning_tokens).toBe(0);
  });
});

describe('calls', () => {
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

describe('log probabilities', () => {
  const fields = { include: ['message.output_text.logprobs'], top_logprobs: 1 };
  const token = (text: string, bytes?: number[]) => ({
    token: text,
    logprob: -0.5,
    ...(bytes && { bytes }),
    top_logprobs: [{ token: text, logprob: -0.5, ...(bytes && { bytes }) }],
  });

  it('are asked for, and told with the text', () => {
    expect(translate(fields).nativeRequests[0]).toMatchObject({ logprobs: true, top_logprobs: 1 });
    const chunks = [delta({ thinking: 'I' }, [token('I')]), delta({ content: 'Sö' }, [token('Sö')]), end()];
    const events = stream(chunks, fields);
    expect(events.find(({ type }) => type === 'response.output_text.delta')).toEqual({
      type: 'response.output_text.delta',
      sequence_number: 10,
      item_id: 'msg_1',
      output_index: 1,
      content_index: 0,
      delta: 'Sö',
      logprobs: [{ token: 'Sö', logprob: -0.5, top_logprobs: [{ token: 'Sö', logprob: -0.5 }] }],
    });
    const bytes = [83, 195, 182];
    expect(lastResponse(events).output[1]).toMatchObject({
      content: [{ text: 'Sö', logprobs: [{ token: 'Sö', logprob: -0.5, bytes, top_logprobs: [{ bytes }] }] }],
    });
  });

  it('are those of the text in a whole answer', () => {
    const answer = end({ thinking: 'I', content: 'So' }, { logprobs: [token('I', [73]), token('So', [83, 111])] });
    expect(respond(answer, fields).output[1]).toMatchObject({ content: [{ logprobs: [{ token: 'So' }] }] });
  });
});

describe('log probabilities that an older server does not know', () => {
  const fields = { include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] };

  it('are named to the client', () => {
    const whole = translate(fields);
    whole.toBody([end({ content: 'So' })]);
    expect(whole.ignoredFields).toEqual(['include[0]', 'include[1]']);
    const streamed = translate({ ...fields, stream: true });
    streamed.toEvents(0, [delta({ content: 'So' })]);
    expect(streamed.ignoredFields).toEqual(['include[0]', 'include[1]']);
  });

  it('are not missed beside a call alone', () => {
    const called = translate(fields);
    called.toBody([end({ tool_calls: [CALL] })]);
    expect(called.ignoredFields).toEqual(['include[0]']);
  });
});

describe('what cannot be passed off as an answer', () => {
  it('ends with an error and a failed response, after which nothing is told', () => {
    const translation = translate({ stream: true });
    const text = translation.toEvents(0, [delta({ content: 'Hel' }), end({}, { done_reason: undefined })]);
    const [error, failed] = readEvents(text).slice(-2);
    expect(error).toEqual({
      type: 'error',
      sequence_number: 5,
      code: 'incomplete_answer',
      message: 'Ollama ended its answer without a reason: it may not be complete.',
      param: null,
    });
    expect(failed).toMatchObject({
      type: 'response.failed',
      response: {
        status: 'failed',
        completed_at: null,
        output: [{ type: 'message', status: 'incomplete', content: [{ text: 'Hel' }] }],
        error: {
          code: 'server_error',
          message: 'Ollama ended its answer without a reason: it may not be complete.',
        },
      },
    });
    expect(translation.failure?.code).toBe('incomplete_answer');
  });

  it('is an error where nothing is streamed', () => {
    expect(() => respond(end({ content: 'Hel' }, { done_reason: 'load' }))).toThrow(OpenAiError);
    expect(() => respond(delta({ content: 'Hel' }))).toThrow(OpenAiError);
    expect(() => translate().toBody([])).toThrow(OpenAiError);
  });

  it('has codes of the API in a failed response', () => {
    const codeOf = (error: OpenAiError) => {
      const events = readEvents(translate({ stream: true }).toErrorEvents?.(error) ?? '');
      return [events.at(-2)?.['code'], lastResponse(events).error?.code];
    };
    const fields = { type: 'api_error', message: 'No.' } as const;
    expect(codeOf(new OpenAiError({ status: 502, code: 'upstream_error', ...fields }))).toEqual([
      'upstream_error',
      'server_error',
    ]);
    expect(codeOf(new OpenAiError({ status: 429, ...fields }))).toEqual(['api_error', 'rate_limit_exceeded']);
    expect(codeOf(new OpenAiError({ status: 400, ...fields }))).toEqual(['api_error', 'invalid_prompt']);
  });
});

describe('a form of the answer', () => {
  const format = {
    type: 'json_schema',
    name: 'n',
    strict: true,
    schema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false },
  };
  const text = { format };

  it('constrains the generation, and is held to', () => {
    expect(translate({ text }).nativeRequests[0]?.format).toEqual(format.schema);
    expect(translate({ text: { format: { type: 'json_object' } } }).nativeRequests[0]?.format).toBe('json');
    expect(respond(end({ content: '{"n":1}' }), { text }).status).toBe('completed');
    expect(() => respond(end({ content: '{"n":"x"}' }), { text })).toThrow('does not match the JSON schema');
    const failed = stream([delta({ content: '{"n":"x"}' }), end()], { text });
    expect(failed.slice(-2).map(({ type, code }) => [type, code])).toEqual([
      ['error', 'invalid_structured_output'],
      ['response.failed', undefined],
    ]);
  });

  it('is asked for again, where nothing of the answer was told', () => {
    const translation = translate({ text });
    expect(translation.askAgain?.(0, [end({ content: '{' })])).toEqual(translation.nativeRequests[0]);
    expect(translation.askAgain?.(0, [end({ content: '{"n":1}' })])).toBeUndefined();
  });

  it('is held back beside tools, and asked for alone when it was not met', () => {
    const translation = translate({ text, tools: [SHELL], stream: true });
    expect(translation.nativeRequests[0]).not.toHaveProperty('format');
    const first = readEvents(translation.toEvents(0, [delta({ thinking: 'Hm.' }), delta({ content: 'One.' }), end()]));
    expect(first.at(-1)?.type).toBe('response.output_item.done');
    expect(translation.askAgain?.(0, [])).toMatchObject({ format: format.schema });
    const second = readEvents(translation.toEvents(0, [delta({ content: '{"n":1}' }), end()]));
    expect(lastResponse(second).output).toMatchObject([
      { type: 'reasoning', content: [{ text: 'Hm.' }] },
      { type: 'message', content: [{ text: '{"n":1}' }] },
    ]);
    expect(second[0]?.sequence_number).toBe(first.length);
  });
});
