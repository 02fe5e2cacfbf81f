import { APIError } from 'openai';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  chatChunk,
  chatEnd,
  giantLine,
  hangUpInMidStream,
  ndjson,
  pieces,
  recorded,
  resetInMidStream,
  stall,
} from '../../support/fake-ollama/index.js';
import { Gateway } from '../../support/gateway.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_CHUNK_TIMEOUT: '500ms' });

const REQUEST = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello!' }], stream: true as const };
const HELLO = chatChunk('Hello');
const HALF = '{"model":"demo","message":{"role":"assis';

interface ErrorBody {
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

const lost = {
  message: 'The connection to Ollama was lost in the middle of the answer.',
  type: 'server_error',
  param: null,
  code: 'upstream_connection_lost',
};
const incomplete = {
  message: 'Ollama ended its answer before it was complete.',
  type: 'server_error',
  param: null,
  code: 'incomplete_answer',
};
const invalid = {
  message: 'Ollama sent an answer that is not JSON.',
  type: 'server_error',
  param: null,
  code: 'invalid_upstream_answer',
};

describe('a stream that fails after its first token ends with an error', () => {
  it.each<[string, Answer, ErrorBody]>([
    [
      'that Ollama tells',
      ndjson([HELLO, { error: 'an error was encountered while running the model: CUDA error' }]),
      {
        message: 'an error was encountered while running the model: CUDA error',
        type: 'api_error',
        param: null,
        code: 'upstream_error',
      },
    ],
    [
      'that Ollama tells, without addresses and paths',
      ndjson([HELLO, { error: 'Post "http://127.0.0.1:41234/completion": open /root/.ollama/x: EOF' }]),
      { message: 'Post "[address]": open [path]: EOF', type: 'api_error', param: null, code: 'upstream_error' },
    ],
    ['of a connection that is reset', resetInMidStream([HELLO]), lost],
    ['of a connection that is closed', hangUpInMidStream([HELLO]), lost],
    ['of half a line that is closed', hangUpInMidStream([HELLO, HALF]), lost],
    ['of a stream that ends early', ndjson([HELLO]), incomplete],
    ['of a stream that ends within a line', pieces([HELLO, HALF]), invalid],
    ['of a line that is not JSON', pieces([HELLO, 'oops\n', chatEnd()]), invalid],
    [
      'of a silence',
      stall([HELLO]),
      {
        message: 'Ollama stopped in the middle of its answer for 0.5 s.',
        type: 'server_error',
        param: null,
        code: 'upstream_timeout',
      },
    ],
    [
      'of an end without a reason',
      ndjson([HELLO, { ...chatEnd(), done_reason: undefined }]),
      {
        message: 'Ollama ended its answer without a reason: it may not be complete.',
        type: 'server_error',
        param: null,
        code: 'incomplete_answer',
      },
    ],
  ])('%s', async (_, answer, expected) => {
    ollama.answers('POST /api/chat', answer);
    const response = await gateway.post('/v1/chat/completions', REQUEST);
    expect(response.status).toBe(200);
    const events = (await response.text()).split('\n\n');
    expect(events).toHaveLength(3);
    expect(JSON.parse(events[0]?.slice('data: '.length) ?? '')).toMatchObject({
      choices: [{ delta: { role: 'assistant', content: 'Hello' }, finish_reason: null }],
    });
    expect(events[1]).toBe(`data: ${JSON.stringify({ error: expected })}`);
    expect(events[2]).toBe('');
  });

  it('that the official client raises', async () => {
    ollama.answers('POST /api/chat', resetInMidStream([HELLO]));
    const contents: unknown[] = [];
    const read = async () => {
      for await (const { choices } of await gateway.client().chat.completions.create(REQUEST)) {
        contents.push(choices[0]?.delta.content);
      }
    };
    const error: unknown = await read().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ error: lost, code: lost.code, type: lost.type });
    expect(contents).toEqual(['Hello']);
  });

  it('that the stream helper raises', async () => {
    ollama.answers('POST /api/chat', recorded('faults', 'runner-dies-in-mid-stream'));
    const stream = gateway.client().chat.completions.stream({ model: 'demo', messages: REQUEST.messages });
    await expect(stream.finalChatCompletion()).rejects.toMatchObject({ code: 'upstream_error' });
  });

  it('of a line without an end', async () => {
    // Many bytes take their time.
    const patient = await Gateway.start({ OLLAMA_HOST: ollama.origin });
    afterAll(() => patient.close());
    ollama.answers('POST /api/chat', giantLine(17 * 1024 * 1024));
    const response = await patient.post('/v1/chat/completions', REQUEST);
    expect([response.status, await response.json()]).toEqual([
      502,
      {
        error: {
          message: 'Ollama sent a line of more than 16777216 bytes.',
          type: 'server_error',
          param: null,
          code: 'invalid_upstream_answer',
        },
      },
    ]);
  });
});

describe('a stream cut anywhere', () => {
  it('is the same stream', async () => {
    const text = [chatChunk('Zü'), chatChunk('rich 👋'), chatEnd()].map((line) => `${JSON.stringify(line)}\n`).join('');
    const bytes = Buffer.from(text);
    const cuts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
      bytes.subarray(index * 7, index * 7 + 7),
    );
    ollama.answers('POST /api/chat', pieces(cuts));
    let content = '';
    for await (const { choices } of await gateway.client().chat.completions.create(REQUEST)) {
      content += choices[0]?.delta.content ?? '';
    }
    expect(content).toBe('Zürich 👋');
  });
});
