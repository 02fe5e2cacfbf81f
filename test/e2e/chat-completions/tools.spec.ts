import { describe, expect, it } from 'vitest';
import { type Answer, chatChunk, chatEnd, json, ndjson } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const QUESTION = { role: 'user' as const, content: 'What is the weather in Paris?' };
const FUNCTION = {
  name: 'get_weather',
  description: 'Get the weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const TOOLS = [{ type: 'function' as const, function: FUNCTION }];
const CALL = { id: 'call_a1b2c3d4', function: { index: 0, name: 'get_weather', arguments: { city: 'Paris' } } };
const CALL_MESSAGE = { role: 'assistant' as const, content: '', tool_calls: [CALL] };
const TOLD = 'It is sunny in Paris.';

const called: Answer = json(chatEnd({ message: CALL_MESSAGE }));
const told: Answer = json(chatEnd({ message: { role: 'assistant', content: TOLD } }));
const calledInStream: Answer = ndjson([chatChunk({ tool_calls: [CALL] }), chatEnd()]);
const toldInStream: Answer = ndjson([chatChunk(TOLD), chatEnd()]);

/** A function that the client calls by itself. */
function weatherTool(asked: unknown[]) {
  return {
    type: 'function' as const,
    function: {
      ...FUNCTION,
      parse: JSON.parse,
      function: (args: unknown) => {
        asked.push(args);
        return 'sunny, 21 °C';
      },
    },
  };
}

describe('tools', () => {
  it('are called', async () => {
    ollama.answers('POST /api/chat', called);
    const { choices } = await completions.create({ model: 'demo', messages: [QUESTION], tools: TOOLS });
    expect(choices).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: [
            { id: 'call_a1b2c3d4', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
          ],
        },
        logprobs: null,
        finish_reason: 'tool_calls',
      },
    ]);
    expect(ollama.requests[0]?.body).toMatchObject({ tools: TOOLS, stream: false });
  });

  it('are called in a stream, one after the other', async () => {
    const second = { ...CALL, id: 'call_e5f6g7h8', function: { ...CALL.function, arguments: { city: 'London' } } };
    ollama.answers(
      'POST /api/chat',
      // Older servers number every streamed call 0.
      ndjson([chatChunk({ tool_calls: [CALL] }), chatChunk({ tool_calls: [second] }), chatEnd()]),
    );
    const deltas: unknown[] = [];
    const stream = await completions.create({ model: 'demo', messages: [QUESTION], tools: TOOLS, stream: true });
    for await (const { choices } of stream) deltas.push([choices[0]?.delta, choices[0]?.finish_reason]);
    const call = (index: number, id: string, city: string) => ({
      index,
      id,
      type: 'function',
      function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
    });
    expect(deltas).toEqual([
      [{ role: 'assistant', content: null, tool_calls: [call(0, 'call_a1b2c3d4', 'Paris')] }, null],
      [{ tool_calls: [call(1, 'call_e5f6g7h8', 'London')] }, null],
      [{}, 'tool_calls'],
    ]);
  });

  it('make a round trip with the client’s own runner', async () => {
    ollama.answers('POST /api/chat', called, told);
    const asked: unknown[] = [];
    const runner = completions.runTools({ model: 'demo', messages: [QUESTION], tools: [weatherTool(asked)] });
    expect(await runner.finalContent()).toBe(TOLD);
    expect(asked).toEqual([{ city: 'Paris' }]);
    expect(await runner.totalUsage()).toMatchObject({ prompt_tokens: 28, completion_tokens: 6, total_tokens: 34 });
    expect(ollama.requests.map(({ body }) => (body as { messages: unknown }).messages)).toEqual([
      [QUESTION],
      [
        QUESTION,
        { ...CALL_MESSAGE, tool_calls: [{ id: CALL.id, function: CALL.function }] },
        { role: 'tool', content: 'sunny, 21 °C', tool_call_id: CALL.id, tool_name: 'get_weather' },
      ],
    ]);
  });

  it('make a streamed round trip with the client’s own runner', async () => {
    ollama.answers('POST /api/chat', calledInStream, toldInStream);
    const asked: unknown[] = [];
    const runner = completions.runTools({
      model: 'demo',
      messages: [QUESTION],
      tools: [weatherTool(asked)],
      stream: true,
    });
    expect(await runner.finalContent()).toBe(TOLD);
    expect(asked).toEqual([{ city: 'Paris' }]);
    expect(ollama.requests[1]?.body).toMatchObject({
      messages: [QUESTION, { role: 'assistant' }, { role: 'tool', content: 'sunny, 21 °C' }],
      stream: true,
    });
  });

  it('are not told to the model when the choice is none', async () => {
    await completions.create({ model: 'demo', messages: [QUESTION], tools: TOOLS, tool_choice: 'none' });
    expect(ollama.requests[0]?.body).not.toHaveProperty('tools');
  });
});
