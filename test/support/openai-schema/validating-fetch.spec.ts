import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { takeViolations, validatingFetch } from './index.js';

const MESSAGE = { role: 'assistant', content: 'Hello', refusal: null };
const CHOICE = { index: 0, message: MESSAGE, logprobs: null, finish_reason: 'stop' };
const COMPLETION = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm', choices: [CHOICE] };
const CHUNK = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content: 'Hello' }, finish_reason: null }],
};
const ERROR = { error: { message: 'no', type: 'invalid_request_error', param: null, code: null } };
const REQUEST = { model: 'm', messages: [{ role: 'user' as const, content: 'Hello!' }] };

function clientOf(body: string | object, { status = 200, type = 'application/json' } = {}): OpenAI {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = () => Promise.resolve(new Response(text, { status, headers: { 'content-type': type } }));
  return new OpenAI({ apiKey: 'x', baseURL: 'http://test/v1', maxRetries: 0, fetch: validatingFetch(answer) });
}

function events(...data: (object | string)[]): string {
  return data.map((item) => `data: ${typeof item === 'string' ? item : JSON.stringify(item)}\n\n`).join('');
}

async function read(text: string): Promise<unknown[]> {
  const client = clientOf(text, { type: 'text/event-stream; charset=utf-8' });
  const chunks: unknown[] = [];
  for await (const chunk of await client.chat.completions.create({ ...REQUEST, stream: true })) chunks.push(chunk);
  return chunks;
}

describe('validatingFetch', () => {
  it('hands a valid completion on', async () => {
    expect(await clientOf(COMPLETION).chat.completions.create(REQUEST)).toEqual(COMPLETION);
    expect(takeViolations()).toEqual([]);
  });

  it('finds what a completion leaves out, and hands it on all the same', async () => {
    const { logprobs: _, ...choice } = CHOICE;
    const body = { ...COMPLETION, choices: [choice] };
    expect(await clientOf(body).chat.completions.create(REQUEST)).toEqual(body);
    expect(takeViolations()).toEqual([
      `POST /v1/chat/completions: CreateChatCompletionResponse/choices/0 must have required property 'logprobs' in ${JSON.stringify(body)}`,
    ]);
  });

  it('finds errors in another form', async () => {
    await expect(clientOf({ error: 'no' }, { status: 400 }).chat.completions.create(REQUEST)).rejects.toThrow('no');
    expect(takeViolations()).toEqual([
      'POST /v1/chat/completions: ErrorResponse/error must be object in {"error":"no"}',
    ]);
    await expect(clientOf(ERROR, { status: 400 }).models.list()).rejects.toThrow('no');
    expect(takeViolations()).toEqual([]);
  });

  it('finds a text where JSON is due, and a route without a schema', async () => {
    await expect(clientOf('404 page not found', { status: 404, type: 'text/plain' }).models.list()).rejects.toThrow(
      '404',
    );
    await clientOf({}).files.list();
    expect(takeViolations()).toEqual([
      'GET /v1/models: the content type is text/plain',
      'GET /v1/files: no schema is known for this route',
    ]);
  });

  it('hands the chunks of a valid stream on', async () => {
    expect(await read(events(CHUNK, { ...CHUNK, usage: null }, '[DONE]'))).toEqual([CHUNK, { ...CHUNK, usage: null }]);
    expect(takeViolations()).toEqual([]);
  });

  it('finds an invalid chunk and a stream that just ends', async () => {
    const { created: _, ...chunk } = CHUNK;
    await read(events(chunk));
    expect(takeViolations()).toEqual([
      `POST /v1/chat/completions: CreateChatCompletionStreamResponse must have required property 'created' in ${JSON.stringify(chunk)}`,
      'POST /v1/chat/completions: the stream ends with nothing that says so',
    ]);
  });

  it('takes an error event as the end of a stream, which nothing may follow', async () => {
    await expect(read(events(CHUNK, ERROR))).rejects.toThrow('no');
    expect(takeViolations()).toEqual([]);
    await read(events(CHUNK, '[DONE]', CHUNK)).catch(() => undefined);
    expect(takeViolations()).toEqual([
      `POST /v1/chat/completions: something follows the end of the stream: data: ${JSON.stringify(CHUNK)}`,
    ]);
  });
});

describe('validatingFetch of a streamed response', () => {
  const ITEM = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const RESPONSE = {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    error: null,
    incomplete_details: null,
    instructions: null,
    model: 'm',
    tools: [],
    output: [],
    parallel_tool_calls: true,
    metadata: {},
    tool_choice: 'auto',
    temperature: null,
    top_p: null,
  };
  const ADDED = { type: 'response.output_item.added', sequence_number: 0, output_index: 0, item: ITEM };
  const COMPLETED = { type: 'response.completed', sequence_number: 1, response: RESPONSE };

  async function readResponse(...told: { type: string }[]): Promise<unknown[]> {
    const text = told.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
    const client = clientOf(text, { type: 'text/event-stream; charset=utf-8' });
    const read: unknown[] = [];
    for await (const event of await client.responses.create({ model: 'm', input: 'x', stream: true })) read.push(event);
    return read;
  }

  it('hands the events of a valid stream on', async () => {
    expect(await readResponse(ADDED, COMPLETED)).toEqual([ADDED, COMPLETED]);
    expect(takeViolations()).toEqual([]);
  });

  it('finds a wrong number, an invalid event, and a stream that just ends', async () => {
    const { role: _, ...item } = ITEM;
    const event = { ...ADDED, sequence_number: 1, item };
    await readResponse(event);
    // The document's items are not told apart by their type alone: each kind says why it is not this one.
    expect(takeViolations()).toEqual(
      expect.arrayContaining([
        'POST /v1/responses: event 0 has the number 1',
        `POST /v1/responses: ResponseStreamEvent/item must have required property 'role' in ${JSON.stringify(event)}`,
        'POST /v1/responses: the stream ends with nothing that says so',
      ]),
    );
  });

  it('finds an invalid response in an event, and what follows the last one', async () => {
    const { tools: _, ...response } = RESPONSE;
    const completed = { ...COMPLETED, sequence_number: 0, response };
    const added = { ...ADDED, sequence_number: 1 };
    await readResponse(completed, added);
    expect(takeViolations()).toEqual([
      `POST /v1/responses: ResponseStreamEvent/response must have required property 'tools' in ${JSON.stringify(completed)}`,
      `POST /v1/responses: something follows the end of the stream: event: ${added.type}\ndata: ${JSON.stringify(added)}`,
      'POST /v1/responses: the stream ends with nothing that says so',
    ]);
  });
});
