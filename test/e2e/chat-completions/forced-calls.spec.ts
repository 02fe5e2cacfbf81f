import { APIError } from 'openai';
import { describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, json, ndjson, PacedStream } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const PARAMETERS = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const TOOL = {
  type: 'function' as const,
  function: { name: 'get_weather', description: 'Get the weather', parameters: PARAMETERS },
};
const REQUEST = {
  model: 'demo',
  messages: [{ role: 'user' as const, content: 'Hello!' }],
  tools: [TOOL],
  tool_choice: { type: 'function' as const, function: { name: 'get_weather' } },
};
const FORMAT = {
  type: 'object',
  properties: { name: { type: 'string', enum: ['get_weather'] }, arguments: PARAMETERS },
  required: ['name', 'arguments'],
  additionalProperties: false,
};
const CALL = '{"name": "get_weather", "arguments": {"city": "Paris"}}';

const whole = (content: string) => json(chatEnd({ message: { role: 'assistant', content } }));

describe('a call that has to be', () => {
  it('is asked for by the form of the answer, and the tools stay in the prompt', async () => {
    ollama.answers('POST /api/chat', whole(CALL));
    const { choices } = await completions.create(REQUEST);
    expect(ollama.requests[0]?.body).toMatchObject({ format: FORMAT, tools: [TOOL] });
    expect(choices).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: [
            {
              id: expect.stringMatching(/^call_[0-9a-f]{32}$/),
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city": "Paris"}' },
            },
          ],
        },
        logprobs: null,
        finish_reason: 'tool_calls',
      },
    ]);
  });

  it('is told while Ollama still writes it', async () => {
    const paced = new PacedStream();
    ollama.answers('POST /api/chat', paced.answer);
    const written = paced.write(chatChunk('{"name": "get_weather", "arguments": {"ci'));
    const stream = await completions.create({ ...REQUEST, stream: true });
    const chunks = stream[Symbol.asyncIterator]();
    const next = async () => (await chunks.next()).value?.choices[0];
    await written;
    expect((await next())?.delta).toEqual({
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          index: 0,
          id: expect.stringMatching(/^call_/),
          type: 'function',
          function: { name: 'get_weather', arguments: '' },
        },
      ],
    });
    expect((await next())?.delta).toEqual({ tool_calls: [{ index: 0, function: { arguments: '{"ci' } }] });
    await paced.write(chatChunk('ty": "Paris"}'));
    expect((await next())?.delta).toEqual({ tool_calls: [{ index: 0, function: { arguments: 'ty": "Paris"}' } }] });
    await paced.write(chatChunk('}'));
    await paced.end(chatEnd());
    expect((await next())?.finish_reason).toBe('tool_calls');
    expect(await next()).toBeUndefined();
  });

  it('is put together by the client’s stream helper', async () => {
    const pieces = CALL.match(/.{1,3}/g) ?? [];
    ollama.answers('POST /api/chat', ndjson([...pieces.map((text) => chatChunk(text)), chatEnd()]));
    const { choices } = await completions.stream(REQUEST).finalChatCompletion();
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { type: 'function', function: { name: 'get_weather', arguments: '{"city": "Paris"}' } },
    ]);
  });

  it('is made by the client’s runner', async () => {
    ollama.answers('POST /api/chat', whole(CALL));
    const asked: unknown[] = [];
    const call = (args: unknown) => {
      asked.push(args);
      return 'sunny';
    };
    const runner = completions.runTools({
      ...REQUEST,
      tools: [{ ...TOOL, function: { ...TOOL.function, parse: JSON.parse, function: call } }],
    });
    expect(await runner.finalFunctionToolCallResult()).toBe('sunny');
    expect(asked).toEqual([{ city: 'Paris' }]);
  });

  it('is asked for again where the server does not know the constraint, and is an error in the end', async () => {
    ollama.answers('POST /api/chat', whole('It is sunny.'), whole(CALL));
    expect((await completions.create({ ...REQUEST, seed: 5 })).choices[0]?.finish_reason).toBe('tool_calls');
    const seeds = ollama.requests.map(({ body }) => (body as { options: { seed: number } }).options.seed);
    expect(seeds).toEqual([5, 6]);

    ollama.reset();
    ollama.answers('POST /api/chat', whole('It is sunny.'));
    const error: unknown = await completions.create(REQUEST).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      status: 502,
      error: {
        message: 'The model had to call a function, and did not.',
        type: 'server_error',
        param: null,
        code: 'invalid_tool_call',
      },
    });
    expect(ollama.requests).toHaveLength(3);
  });

  it('has a schema that Ollama can make a grammar of', async () => {
    ollama.answers('POST /api/chat', json({ error: 'invalid JSON schema in format' }, { status: 500 }));
    await expect(completions.create(REQUEST)).rejects.toMatchObject({
      status: 400,
      param: 'tools',
      code: 'invalid_json_schema',
    });
  });
});

describe('a strict function', () => {
  const strict = { ...TOOL, function: { ...TOOL.function, strict: true } };
  const called = (args: object) =>
    chatChunk({
      tool_calls: [{ id: 'own', function: { name: 'get_weather', arguments: args as Record<string, unknown> } }],
    });

  it('is called again, constrained, where its arguments were wrong; in a stream too', async () => {
    ollama.answers(
      'POST /api/chat',
      ndjson([chatChunk('I look.'), called({}), chatEnd()]),
      ndjson([chatChunk(CALL), chatEnd()]),
    );
    const { choices } = await completions
      .stream({ model: 'demo', messages: REQUEST.messages, tools: [strict] })
      .finalChatCompletion();
    expect(choices[0]?.message).toMatchObject({
      content: 'I look.',
      tool_calls: [{ function: { name: 'get_weather', arguments: '{"city": "Paris"}' } }],
    });
    expect(ollama.requests.map(({ body }) => (body as { format?: unknown }).format)).toEqual([undefined, FORMAT]);
  });
});

describe('the older functions', () => {
  it('are called with the official client', async () => {
    ollama.answers('POST /api/chat', whole(CALL));
    const { choices } = await completions.create({
      model: 'demo',
      messages: REQUEST.messages,
      functions: [TOOL.function],
      function_call: { name: 'get_weather' },
    });
    expect(choices[0]).toMatchObject({
      message: { content: null, function_call: { name: 'get_weather', arguments: '{"city": "Paris"}' } },
      finish_reason: 'function_call',
    });
    expect(ollama.requests[0]?.body).toMatchObject({ format: FORMAT });
  });
});
