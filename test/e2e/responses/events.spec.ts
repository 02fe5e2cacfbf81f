import { describe, expect, it } from 'vitest';
import {
  type Answer,
  chatChunk,
  chatEnd,
  errorAnswer,
  ndjson,
  PacedStream,
  pieces,
} from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { toldBody, type ToldEvent, toldEvents } from './told-events.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const REQUEST = { model: 'demo', input: 'Hello!', stream: true };
const PARIS = { id: 'paris', function: { index: 0, name: 'get_weather', arguments: { city: 'Paris' } } };
const ROME = { id: 'rome', function: { index: 1, name: 'get_weather', arguments: { city: 'Rome' } } };
const USAGE = {
  input_tokens: 14,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 17,
};

/** What every response to this request says. */
const RESPONSE = {
  id: 'resp_0',
  object: 'response',
  created_at: 0,
  completed_at: null,
  error: null,
  incomplete_details: null,
  background: false,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  model: 'demo',
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  service_tier: 'default',
  store: false,
  temperature: null,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: null,
  truncation: 'disabled',
};

const BEGINNING: ToldEvent[] = [
  { type: 'response.created', response: { ...RESPONSE, status: 'in_progress', output: [] } },
  { type: 'response.in_progress', response: { ...RESPONSE, status: 'in_progress', output: [] } },
];

function completed(...output: object[]): ToldEvent {
  const response = { ...RESPONSE, status: 'completed', completed_at: 0, output, usage: USAGE };
  return { type: 'response.completed', response };
}

function message(id: string, text: string, status = 'completed') {
  const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }];
  return { id, type: 'message', status, role: 'assistant', content };
}

function call(id: string, call_id: string, args: string) {
  return { id, type: 'function_call', status: 'completed', call_id, name: 'get_weather', arguments: args };
}

/** The events of a message from its beginning to the last of its pieces. */
function saying(output_index: number, item_id: string, ...deltas: string[]): ToldEvent[] {
  const place = { item_id, output_index, content_index: 0 };
  const part = { type: 'output_text', text: '', annotations: [], logprobs: [] };
  return [
    {
      type: 'response.output_item.added',
      output_index,
      item: { ...message(item_id, '', 'in_progress'), content: [] },
    },
    { type: 'response.content_part.added', ...place, part },
    ...deltas.map((delta) => ({ type: 'response.output_text.delta', ...place, logprobs: [], delta })),
  ];
}

function said(output_index: number, item: ReturnType<typeof message>): ToldEvent[] {
  const place = { item_id: item.id, output_index, content_index: 0 };
  const [part] = item.content;
  return [
    { type: 'response.output_text.done', ...place, text: part?.text, logprobs: [] },
    { type: 'response.content_part.done', ...place, part },
    { type: 'response.output_item.done', output_index, item },
  ];
}

function called(output_index: number, item: ReturnType<typeof call>): ToldEvent[] {
  const place = { item_id: item.id, output_index };
  const { name, arguments: args } = item;
  return [
    {
      type: 'response.output_item.added',
      output_index,
      item: { ...item, status: 'in_progress', arguments: '' },
    },
    { type: 'response.function_call_arguments.delta', ...place, delta: args },
    { type: 'response.function_call_arguments.done', ...place, name, arguments: args },
    { type: 'response.output_item.done', output_index, item },
  ];
}

async function eventsOf(answer: Answer): Promise<ToldEvent[]> {
  ollama.answers('POST /api/chat', answer);
  const response = await gateway.post('/v1/responses', REQUEST);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return toldEvents(await response.text());
}

describe('the events of', () => {
  it('text', async () => {
    const text = message('msg_1', 'Hello!');
    expect(await eventsOf(ndjson([chatChunk('Hel'), chatChunk('lo!'), chatEnd()]))).toEqual([
      ...BEGINNING,
      ...saying(0, 'msg_1', 'Hel', 'lo!'),
      ...said(0, text),
      completed(text),
    ]);
  });

  it('reasoning and text', async () => {
    const place = { item_id: 'rs_1', output_index: 0, content_index: 0 };
    const thought = { type: 'reasoning_text', text: 'I think.' };
    const reasoning = { id: 'rs_1', type: 'reasoning', status: 'completed', summary: [], content: [thought] };
    const text = message('msg_2', 'Hello!');
    const chunks = [chatChunk({ thinking: 'I ' }), chatChunk({ thinking: 'think.' }), chatChunk('Hello!'), chatEnd()];
    expect(await eventsOf(ndjson(chunks))).toEqual([
      ...BEGINNING,
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'rs_1', type: 'reasoning', status: 'in_progress', summary: [] },
      },
      { type: 'response.content_part.added', ...place, part: { type: 'reasoning_text', text: '' } },
      { type: 'response.reasoning_text.delta', ...place, delta: 'I ' },
      { type: 'response.reasoning_text.delta', ...place, delta: 'think.' },
      { type: 'response.reasoning_text.done', ...place, text: 'I think.' },
      { type: 'response.content_part.done', ...place, part: thought },
      { type: 'response.output_item.done', output_index: 0, item: reasoning },
      ...saying(1, 'msg_2', 'Hello!'),
      ...said(1, text),
      completed(reasoning, text),
    ]);
  });

  it('text and a call', async () => {
    const text = message('msg_1', 'Let me see.');
    const paris = call('fc_2', 'paris', '{"city":"Paris"}');
    const chunks = [chatChunk('Let me see.'), chatChunk({ tool_calls: [PARIS] }), chatEnd()];
    expect(await eventsOf(ndjson(chunks))).toEqual([
      ...BEGINNING,
      ...saying(0, 'msg_1', 'Let me see.'),
      ...said(0, text),
      ...called(1, paris),
      completed(text, paris),
    ]);
  });

  it.each([
    ['in one chunk', [chatChunk({ tool_calls: [PARIS, ROME] }), chatEnd()]],
    ['in two chunks', [chatChunk({ tool_calls: [PARIS] }), chatChunk({ tool_calls: [ROME] }), chatEnd()]],
  ])('two calls %s', async (_name, chunks) => {
    const paris = call('fc_1', 'paris', '{"city":"Paris"}');
    const rome = call('fc_2', 'rome', '{"city":"Rome"}');
    expect(await eventsOf(ndjson(chunks))).toEqual([
      ...BEGINNING,
      ...called(0, paris),
      ...called(1, rome),
      completed(paris, rome),
    ]);
  });

  it('a call and text', async () => {
    const paris = call('fc_1', 'paris', '{"city":"Paris"}');
    const text = message('msg_2', 'Sunny.');
    expect(await eventsOf(ndjson([chatChunk({ tool_calls: [PARIS] }), chatChunk('Sunny.'), chatEnd()]))).toEqual([
      ...BEGINNING,
      ...called(0, paris),
      ...saying(1, 'msg_2', 'Sunny.'),
      ...said(1, text),
      completed(paris, text),
    ]);
  });

  it('an answer that was cut off', async () => {
    const text = message('msg_1', 'Hel', 'incomplete');
    expect(await eventsOf(ndjson([chatChunk('Hel'), chatEnd({ done_reason: 'length' })]))).toEqual([
      ...BEGINNING,
      ...saying(0, 'msg_1', 'Hel'),
      ...said(0, text),
      {
        type: 'response.incomplete',
        response: {
          ...RESPONSE,
          status: 'incomplete',
          incomplete_details: { reason: 'max_output_tokens' },
          output: [text],
          usage: USAGE,
        },
      },
    ]);
  });

  it('an error in the middle', async () => {
    const error = 'an error was encountered while running the model: CUDA error';
    const text = message('msg_1', 'Hel', 'incomplete');
    expect(await eventsOf(ndjson([chatChunk('Hel'), { error }]))).toEqual([
      ...BEGINNING,
      ...saying(0, 'msg_1', 'Hel'),
      { type: 'error', code: 'upstream_error', message: error, param: null },
      {
        type: 'response.failed',
        response: {
          ...RESPONSE,
          status: 'failed',
          error: { code: 'server_error', message: error },
          output: [text],
        },
      },
    ]);
    expect(await gateway.log.line({ error: 'upstream_error' })).toMatchObject({ route: '/v1/responses', status: 200 });
  });

  it('an answer that just ends', async () => {
    const events = await eventsOf(pieces([chatChunk('Hel')]));
    expect(events.slice(-2)).toMatchObject([
      { type: 'error', code: 'incomplete_answer' },
      { type: 'response.failed', response: { status: 'failed' } },
    ]);
  });
});

describe('an error before the first chunk', () => {
  it.each<[string, Answer, number, object]>([
    [
      'is an answer of its own',
      errorAnswer(500, 'model runner has unexpectedly stopped'),
      500,
      { message: 'model runner has unexpectedly stopped', type: 'api_error', param: null, code: 'upstream_error' },
    ],
    [
      'that Ollama tells as its first line, too',
      ndjson([{ error: 'the model broke' }]),
      500,
      { message: 'the model broke', type: 'api_error', param: null, code: 'upstream_error' },
    ],
  ])('%s', async (_name, answer, status, error) => {
    ollama.answers('POST /api/chat', answer);
    const response = await gateway.post('/v1/responses', REQUEST);
    expect([response.status, await response.json()]).toEqual([status, { error }]);
  });
});

describe('a response that is not streamed', () => {
  it('is the one in the last event', async () => {
    const chunks = [chatChunk({ thinking: 'I think.' }), chatChunk('Let me see.'), chatChunk({ tool_calls: [PARIS] })];
    const last = (await eventsOf(ndjson([...chunks, chatEnd()]))).at(-1);
    const whole = chatEnd({
      message: { role: 'assistant', thinking: 'I think.', content: 'Let me see.', tool_calls: [PARIS] },
    });
    ollama.answers('POST /api/chat', ndjson([whole]));
    const response = await gateway.post('/v1/responses', { ...REQUEST, stream: false });
    expect(toldBody(await response.text())).toEqual(last?.['response']);
  });
});

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('the bytes of a stream', () => {
  it('are one write for what one read brought', async () => {
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    void paced.write([chatChunk('Hel'), chatChunk('lo')].map((line) => `${JSON.stringify(line)}\n`).join(''));
    const response = await gateway.post('/v1/responses', REQUEST);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(toldEvents(decode(first.value)).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
    ]);
    await paced.end(chatEnd());
    const rest: string[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) rest.push(decode(read.value));
    expect(rest.join('')).toMatch(/^event: response\.output_text\.done\n/);
  });
});
